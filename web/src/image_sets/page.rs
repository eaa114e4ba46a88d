//! The page of an image set: its images, progress and settings.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, Permissions, SeenVotes};
use domain::{Action, Condition, ImageSetId};
use projections::{
    annotation_types::TypeLine,
    contract::FollowingView as _,
    gallery::Thumbnail,
    image_sets::SetLine,
    images::ImagePlace,
    pace::TypePace,
    standing::Standing,
    statistics::{SetProgress, Statistics, TypeStatistics},
};
use serde::Deserialize;
use url::form_urlencoded;
use uuid::Uuid;

use super::tags::TagsCard;
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    images::{ImageFilterForm, ImageQuery},
    page::{Head, Wants},
    viewer::Viewer,
};

/// Thumbnails on one page.
const PAGE: usize = 60;

#[derive(Default, Deserialize)]
pub struct PageStart {
    /// Name and id of the last image on the page before.
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: Uuid,
}

#[derive(Template)]
#[template(path = "image_sets/page.html")]
struct Page {
    set: SetLine,
    standing: Standing,
    types: Vec<TypeLine>,
    colours: Types,
    /// Whether the figures tell everything that has happened.
    up_to_date: bool,
    progress: SetProgress,
    statistics: Vec<TypeStatistics>,
    /// Told to those who govern the set.
    pace: Vec<TypePace>,
    tags: TagsCard,
    thumbnails: Vec<Thumbnail>,
    filter: ImageFilterForm,
    next: Option<(String, Uuid)>,
    is_first: bool,
}

impl Page {
    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }

    /// How many labels others accept; hidden as votes are.
    fn accepted_percent(&self) -> Option<i64> {
        self.progress.accepted_percent().filter(|_| !SeenVotes::hides(&self.standing))
    }

    fn main_type(&self) -> Option<&TypeLine> {
        let main = self.set.main_annotation_type?;
        self.types.iter().find(|line| line.spec.id.uuid() == main)
    }

    fn pace_name(&self, pace: &TypePace) -> &str {
        self.colours.name(pace.annotation_type.into())
    }

    fn colour(&self, line: &TypeStatistics) -> &'static str {
        self.colours.colour(line.annotation_type.into())
    }

    /// The next page of the same list, or the first one.
    fn page_after(&self, last: Option<&(String, Uuid)>) -> String {
        let after = last.map(|(name, id)| [("after", name.clone()), ("from", id.to_string())]);
        let mut query = form_urlencoded::Serializer::new(self.filter.query.query());
        format!("{}?{}", self.filter.action, query.extend_pairs(after.into_iter().flatten()).finish())
    }
}

/// `GET /image-sets/{image_set}`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<ImageSetId>,
    Query(query): Query<ImageQuery>,
    Query(start): Query<PageStart>,
) -> Result<Response, WebError> {
    let standing = commands.permissions.on_set(viewer.account, id, Action::Read).await?;
    let page = load(&commands, viewer, standing, query, start).await?;
    wants.show(&Head::new(&page.set.name).under("/image-sets", "Image sets"), &page)
}

async fn load(
    commands: &Commands,
    viewer: Viewer,
    standing: Standing,
    query: ImageQuery,
    PageStart { after, from }: PageStart,
) -> Result<Page, WebError> {
    let (views, id) = (commands.views(), standing.image_set);
    let set = views.image_set(id).await?.ok_or(WebError::NotFound)?;
    let narrowed = query.filter(&SeenVotes::hidden(viewer.account, &standing));
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let is_first = after.is_empty();
    let place = if is_first { ImagePlace::default() } else { ImagePlace::of(&after, from) };
    let mut thumbnails = views.thumbnails(id, &narrowed, &place, limit).await?;
    let more = thumbnails.len() > PAGE;
    thumbnails.truncate(PAGE);
    let types = views.annotation_types().await?;
    let governs = Permissions::allows(&standing, Action::Govern);
    Ok(Page {
        next: thumbnails.last().filter(|_| more).map(|image| (image.name.clone(), image.image)),
        tags: TagsCard::load(commands, viewer, &set, &standing).await?,
        filter: filter(id, query, &types, views.count_images(id, &narrowed).await?, governs),
        types,
        colours: Types::load(views).await?,
        // Before the figures are read.
        up_to_date: commands.is_up_to_date(Statistics::NAME).await?,
        progress: views.set_progress(id).await?,
        statistics: views.set_statistics(id).await?,
        pace: if governs { views.pace_in(id).await? } else { vec![] },
        is_first,
        set,
        standing,
        thumbnails,
    })
}

fn filter(
    set: ImageSetId,
    query: ImageQuery,
    types: &[TypeLine],
    count: i64,
    governs: bool,
) -> ImageFilterForm {
    let takes_labels = types.iter().any(|line| line.spec.active && Some(line.spec.id) == query.without());
    let may_mark = governs && takes_labels && count > 0;
    let types = types.iter().map(|line| (line.spec.id, line.name.clone())).collect();
    let absent = query.to_absent(set).filter(|_| may_mark);
    ImageFilterForm { action: format!("/image-sets/{set}"), query, types, count, opens: true, absent }
}
