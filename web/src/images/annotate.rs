//! The annotate page.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, SeenVotes};
use domain::{Action, ImageId, Timestamp, sort_key};
use projections::queue::{ImageNumber, Neighbour};

use super::{ImageFilterForm, labelling_data::LabellingData, query::ImageQuery, whereabouts::Whereabouts};
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    queues::Purpose,
    viewer::Viewer,
};

/// Images in the strip before and after the present one.
const BEFORE: i64 = 3;
const AFTER: i64 = 8;

#[derive(Template)]
#[template(path = "images/annotate.html")]
struct Page {
    data: LabellingData,
    now: Timestamp,
    place: Whereabouts,
    /// In the order of the set.
    strip: Vec<Step>,
    previous: Option<String>,
    next: Option<String>,
    /// Images that are fetched before somebody goes there, the likeliest first.
    ahead: String,
    filter: ImageFilterForm,
}

/// An image in the strip.
struct Step {
    image: ImageId,
    name: String,
    folder: Option<String>,
    labelled: bool,
    address: String,
    current: bool,
}

/// `GET /images/{image}`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(query): Query<ImageQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, &viewer, image, query).await?;
    let LabellingData { image, set, .. } = &page.data;
    let head = Head::new(&image.name)
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", set.image_set), &set.name)
        .working();
    wants.show(&head, &page)
}

impl Page {
    async fn load(
        commands: &Commands,
        viewer: &Viewer,
        image: ImageId,
        query: ImageQuery,
    ) -> Result<Self, CommandError> {
        let (by, views) = (viewer.account, commands.views());
        let (line, standing) = commands.permissions.on_image(by, image, Action::Read).await?;
        let narrowed = query.filter(&SeenVotes::hidden(by, &standing));
        let data = LabellingData::of(commands, by, line.clone(), standing, query.annotation_type());
        let around = async { Ok(views.around(&line, &narrowed, BEFORE, AFTER).await?) };
        let place = async {
            let types = Types::load(views).await?;
            Whereabouts::load(commands, by, &line, &query, &types).await
        };
        let (data, (before, after), place) = tokio::try_join!(data, around, place)?;
        let to = |neighbour: Option<&Neighbour>| neighbour.map(|to| query.to(ImageId::new(to.image)));
        let onwards = query.onwards(data.set_id(), image, Purpose::Label);
        Ok(Self {
            now: viewer.now,
            previous: to(before.first()).filter(|_| onwards.is_none()),
            ahead: onwards.clone().unwrap_or_else(|| query.ahead(&before, &after)),
            next: onwards.or_else(|| to(after.first())),
            strip: strip(before, &data, after, &query),
            filter: filter(&data, query, place.place),
            place,
            data,
        })
    }
}

fn filter(data: &LabellingData, query: ImageQuery, place: ImageNumber) -> ImageFilterForm {
    let mut types: Vec<_> = data.types.iter().map(|choice| (choice.id, choice.name.clone())).collect();
    types.sort_by_cached_key(|(_, name)| sort_key(name));
    let takes_labels = data.types.iter().any(|choice| choice.active && Some(choice.id) == query.without());
    let may_mark = data.may_govern && takes_labels && place.of > 0;
    ImageFilterForm {
        absent: query.to_absent(data.set_id()).filter(|_| may_mark),
        action: format!("/images/{}", data.image.image),
        query,
        types,
        count: place.of,
        // The line above the picture says what is asked; beside it the labels need the room.
        opens: false,
    }
}

fn strip(
    before: Vec<Neighbour>,
    data: &LabellingData,
    after: Vec<Neighbour>,
    query: &ImageQuery,
) -> Vec<Step> {
    let has_twin = before.iter().chain(&after).any(|image| image.name == data.image.name);
    let here = Neighbour {
        image: data.image.image,
        name: data.image.name.clone(),
        folder: data.image.folder().filter(|_| has_twin).map(str::to_owned),
        labelled: !data.labels.is_empty(),
    };
    let steps = before.into_iter().rev().chain([here]).chain(after);
    let at_will = query.at_will();
    let step = |Neighbour { image, name, folder, labelled }| {
        let (current, image) = (image == data.image.image, ImageId::new(image));
        Step { image, name, folder, labelled, address: at_will.to(image), current }
    };
    steps.map(step).collect()
}
