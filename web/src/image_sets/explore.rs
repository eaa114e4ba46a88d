//! All image sets that somebody may see, searched and by tag.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use projections::image_sets::SetLine;
use serde::Deserialize;
use uuid::Uuid;

use super::{SetCard, cards};
use crate::{
    WebError,
    extract::Query,
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Sets on one page.
const PAGE: usize = 48;
/// Tags offered as a way in.
const TAGS: usize = 20;

#[derive(Default, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    search: String,
    /// Name and id of the last set on the page before.
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: Uuid,
}

#[derive(Template)]
#[template(path = "image_sets/explore.html")]
struct Page {
    viewer: Viewer,
    search: String,
    tags: Vec<String>,
    sets: Vec<SetCard>,
    deleted: Vec<SetLine>,
    next: Option<(String, Uuid)>,
}

/// `GET /image-sets`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Query(SearchQuery { search, after, from }): Query<SearchQuery>,
) -> Result<Response, WebError> {
    let views = commands.views();
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let mut sets = views.image_sets(viewer.account, search.trim(), (&after, from), limit).await?;
    sets.entries.truncate(PAGE);
    let next = sets.last_of_more().map(|set| (set.name.clone(), set.image_set));
    let sets = cards(views, sets.entries).await?;
    let tags = views.tags_seen_by(viewer.account, TAGS).await?;
    let deleted = views.image_sets_to_restore(viewer.account, viewer.now).await?;
    wants.show(&Head::new("Image sets"), &Page { viewer, search, tags, sets, deleted, next })
}
