//! Joining and leaving a team, and declining to join.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::TeamId;

use super::name::answer;
use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    said::Said,
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
    answer(&commands, viewer, &wants, team, joined, Said::Joined).await
}

/// `POST /teams/{team}/refusal`: declines an invitation.
pub async fn decline(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form,
) -> Result<Response, WebError> {
    match commands.teams.decline(viewer.caller(form.command), team).await {
        Ok(_) => Ok(wants.saved("/", Said::Declined)),
        Err(error) => answer(&commands, viewer, &wants, team, Err(error), Said::Declined).await,
    }
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
    answer(&commands, viewer, &wants, team, left, Said::Left).await
}
