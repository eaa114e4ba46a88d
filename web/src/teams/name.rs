//! Renaming a team.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Receipt};
use domain::TeamId;
use serde::Deserialize;

use super::page::TeamPage;
use crate::{
    WebError,
    extract::{Form, Path},
    forms::{self, Errors},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    name: String,
}

/// `POST /teams/{team}/name`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let renamed = rename(&commands, &viewer, team, &form).await;
    answer(&commands, viewer, &wants, team, renamed, Said::Renamed).await
}

async fn rename(
    commands: &Commands,
    viewer: &Viewer,
    team: TeamId,
    form: &Form<Fields>,
) -> Result<Receipt, CommandError> {
    let name = forms::name("name", &form.fields.name)?;
    commands.teams.rename(viewer.caller(form.command), team, name).await
}

/// `POST /teams/{team}/archive`
pub async fn archive(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form,
) -> Result<Response, WebError> {
    let archived = commands.teams.archive(viewer.caller(form.command), team).await;
    answer(&commands, viewer, &wants, team, archived, Said::Archived).await
}

/// Back to the team's page, with the reason on it if there is one.
pub async fn answer(
    commands: &Commands,
    viewer: Viewer,
    wants: &Wants,
    team: TeamId,
    outcome: Result<Receipt, CommandError>,
    said: Said,
) -> Result<Response, WebError> {
    let Err(error) = outcome else { return Ok(wants.saved(&format!("/teams/{team}"), said)) };
    let errors = Errors::of(error)?;
    let mut page = TeamPage::load(commands, viewer, team).await?;
    page.errors = errors.clone();
    wants.refuse(&errors, &page.head(), &page)
}
