//! Joining and leaving a team.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::TeamId;

use super::name::answer;
use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    viewer::Viewer,
};

/// `POST /teams/{team}/membership`: accepts an invitation.
pub async fn join(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form,
) -> Result<Response, WebError> {
    let joined = commands.teams.join(viewer.caller(form.command), team).await;
    answer(&commands, viewer, &wants, team, joined).await
}

/// `POST /teams/{team}/departure`
pub async fn leave(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form,
) -> Result<Response, WebError> {
    let left = commands.teams.leave(viewer.caller(form.command), team).await;
    answer(&commands, viewer, &wants, team, left).await
}
