use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{Action, ImageId, Timestamp};
use projections::queue::{Neighbour, Place};

use super::{Filter, bench::Bench, way::Way};
use crate::{
    WebError,
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
    bench: Bench,
    now: Timestamp,
    place: Place,
    /// In the order of the set.
    strip: Vec<Step>,
    previous: Option<String>,
    next: Option<String>,
    /// Images that are fetched before somebody goes there, the likeliest first.
    ahead: String,
    filter: Filter,
}

/// An image in the strip.
struct Step {
    image: ImageId,
    name: String,
    labelled: bool,
    address: String,
    current: bool,
}

/// `GET /images/{image}`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(way): Query<Way>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, &viewer, image, way).await?;
    let Bench { image, set, .. } = &page.bench;
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
        way: Way,
    ) -> Result<Self, CommandError> {
        let (by, views, sieve) = (viewer.account, commands.views(), way.sieve(viewer.account));
        let (line, standing) = commands.permit_on_image(by, image, Action::Read).await?;
        let bench = Bench::of(commands, by, line.clone(), standing, way.annotation_type());
        let around = async { Ok(views.around(&line, &sieve, BEFORE, AFTER).await?) };
        let place = async { Ok(views.place_among(&line, &sieve).await?) };
        let (bench, (before, after), place) = tokio::try_join!(bench, around, place)?;
        let to = |neighbour: Option<&Neighbour>| neighbour.map(|to| way.to(ImageId::new(to.image)));
        let onwards = way.onwards(bench.set_id(), image, Purpose::Label);
        Ok(Self {
            now: viewer.now,
            place,
            previous: to(before.first()).filter(|_| onwards.is_none()),
            ahead: onwards.clone().unwrap_or_else(|| way.ahead(&before, &after)),
            next: onwards.or_else(|| to(after.first())),
            strip: strip(before, &bench, after, &way),
            filter: filter(&bench, way, place),
            bench,
        })
    }
}

fn filter(bench: &Bench, way: Way, place: Place) -> Filter {
    let mut types: Vec<_> = bench.types.iter().map(|choice| (choice.id, choice.name.clone())).collect();
    types.sort_by_cached_key(|(_, name)| name.to_lowercase());
    let takes_labels = bench.types.iter().any(|choice| choice.active && Some(choice.id) == way.without());
    let may_mark = bench.may_govern && takes_labels && place.of > 0;
    Filter {
        absent: way.to_absent(bench.set_id()).filter(|_| may_mark),
        action: format!("/images/{}", bench.image.image),
        way,
        types,
        count: place.of,
    }
}

fn strip(before: Vec<Neighbour>, bench: &Bench, after: Vec<Neighbour>, way: &Way) -> Vec<Step> {
    let here = Neighbour {
        image: bench.image.image,
        name: bench.image.name.clone(),
        labelled: !bench.labels.is_empty(),
    };
    let steps = before.into_iter().rev().chain([here]).chain(after);
    let at_will = way.at_will();
    let step = |Neighbour { image, name, labelled }| {
        let (current, image) = (image == bench.image.image, ImageId::new(image));
        Step { image, name, labelled, address: at_will.to(image), current }
    };
    steps.map(step).collect()
}
