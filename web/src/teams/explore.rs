//! All teams, searched by name.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use projections::teams::TeamLine;
use serde::Deserialize;

use crate::{
    WebError,
    extract::Query,
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Teams on one page.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub struct TeamSearch {
    #[serde(default)]
    search: String,
    /// Name of the last team on the page before.
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "teams/explore.html")]
struct Page {
    search: String,
    teams: Vec<TeamLine>,
    next: Option<String>,
}

/// `GET /teams`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Query(TeamSearch { search, after }): Query<TeamSearch>,
) -> Result<Response, WebError> {
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let mut teams = commands.views().teams(viewer.account, search.trim(), &after, limit).await?;
    teams.entries.truncate(PAGE);
    let next = teams.last_of_more().map(|team| team.name.clone());
    wants.show(&Head::new("Teams"), &Page { search, teams: teams.entries, next })
}
