//! The export formats that somebody may use.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::TeamId;
use projections::{export_formats::FormatLine, teams::TeamLine};
use serde::Deserialize;

use crate::{
    WebError,
    extract::Query,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FormatsQuery {
    team: String,
}

/// More are listed by the API.
const SOME: i64 = 1_000;

#[derive(Template)]
#[template(path = "export_formats/list.html")]
struct Page {
    formats: Vec<FormatLine>,
    /// Teams that the viewer can write formats for.
    teams: Vec<TeamLine>,
}

/// `GET /export-formats`: those of one's teams, and those that are shared with everybody.
pub async fn show(
    viewer: Viewer,
    Query(narrowed): Query<FormatsQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let team: Option<TeamId> = narrowed.team.parse().ok();
    let formats = commands.views().export_formats(viewer.account, team, None, SOME).await?.entries;
    let mut teams = commands.views().teams_of(viewer.account).await?;
    teams.retain(|line| matches!(line.standing.as_deref(), Some("member" | "admin")) && !line.archived);
    wants.show(&Head::new("Export formats"), &Page { formats, teams })
}
