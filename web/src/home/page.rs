//! The first page after signing in.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use projections::teams::TeamLine;

use crate::{
    WebError, filters,
    image_sets::{SetCard, cards},
    jobs::Running,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "home/page.html")]
struct Page {
    viewer: Viewer,
    invitations: Vec<TeamLine>,
    teams: Vec<TeamLine>,
    sets: Vec<SetCard>,
    open_sets: Vec<SetCard>,
    /// What the viewer has asked for and is still being done.
    running: Vec<Running>,
}

/// Sets of others that are shown to somebody without any.
const OPEN_SETS: i64 = 6;

/// `GET /`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let views = commands.views();
    let (invitations, teams) = views
        .teams_of(viewer.account)
        .await?
        .into_iter()
        .partition(|team| team.standing.as_deref() == Some("invited"));
    let sets = views.image_sets_of(viewer.account).await?;
    let open_sets = views.image_sets(viewer.account, "", ("", uuid::Uuid::nil()), OPEN_SETS).await?.entries;
    let open_sets =
        open_sets.into_iter().filter(|open| sets.iter().all(|set| set.image_set != open.image_set));
    let open_sets =
        open_sets.into_iter().filter(|open| sets.iter().all(|set| set.image_set != open.image_set)).collect();
    let (sets, open_sets) = (cards(views, sets).await?, cards(views, open_sets).await?);
    let running = Running::of_viewer(&commands, &viewer).await?;
    wants.show(&Head::new("Home"), &Page { viewer, invitations, teams, sets, open_sets, running })
}
