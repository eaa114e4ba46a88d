//! Defining an export format of a team.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{ExportFormatId, TeamId};

use super::{
    edit::FormatPage,
    fields::{Fields, definition},
};
use crate::{
    WebError,
    extract::{Form, Path},
    forms::Errors,
    page::Wants,
    viewer::Viewer,
};

/// `GET /teams/{team}/export-formats/new`
pub async fn show(
    viewer: Viewer,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = FormatPage::fresh(&commands, viewer, team).await?;
    wants.show(&page.head(), &page)
}

/// `POST /teams/{team}/export-formats`
pub async fn post(
    viewer: Viewer,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let error = match define(&commands, &viewer, team, &form).await {
        Ok(format) => return Ok(wants.go(&format!("/export-formats/{format}"))),
        Err(error) => error,
    };
    let errors = Errors::of(error)?;
    let mut page = FormatPage::fresh(&commands, viewer, team).await?;
    (page.errors, page.fields) = (errors.clone(), form.fields);
    wants.refuse(&errors, &page.head(), &page)
}

async fn define(
    commands: &Commands,
    viewer: &Viewer,
    team: TeamId,
    Form { command, fields }: &Form<Fields>,
) -> Result<ExportFormatId, CommandError> {
    commands.export_formats.define(viewer.caller(*command), team, definition(fields)?).await
}
