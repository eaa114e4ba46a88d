//! Teams' own ways to write labels down.

mod definition;

use axum::{Json, extract::State};
use commands::Commands;
use domain::{ExportFormatId, TeamAction, TeamId, export_format::Command};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use self::definition::{ExportFormat, ExportFormatDefinition};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path, Query},
    page,
    positioned::{Created, Done, done},
    route::LISTED,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// Those of one team only.
    team: Option<Uuid>,
    /// `next` of the page before.
    after: Option<Uuid>,
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ExportFormats {
    export_formats: Vec<ExportFormat>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the export formats of your teams and the public ones, by name.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of formats", body = ExportFormats)),
)]
pub async fn list(
    client: Client,
    Query(whose): Query<Whose>,
    State(commands): State<Commands>,
) -> Result<Json<ExportFormats>, Problem> {
    let team = whose.team.map(TeamId::new);
    let limit = page::limit(whose.limit)?;
    let after = whose.after.map(ExportFormatId::new);
    let lines = commands.views().export_formats(client.account, team, after, limit).await?;
    let next = page::next(&lines, |line| line.export_format);
    Ok(Json(ExportFormats { next, export_formats: lines.into_iter().map(ExportFormat::from).collect() }))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DefinedExportFormat {
    export_format: Uuid,
}

/// Define an export format of a team.
#[utoipa::path(
    post, path = LISTED,
    responses((status = CREATED, description = "It is defined", body = DefinedExportFormat)),
)]
#[instrument(name = "api.export_formats.define", skip_all, fields(%team))]
pub async fn define(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(given): Body<ExportFormatDefinition>,
) -> Result<Created<DefinedExportFormat>, Problem> {
    commands.permissions.in_team(client.account, team, TeamAction::Create).await?;
    let definition = given.parse()?;
    let id = commands.export_formats.define(client.caller(&commands), team, definition).await?.uuid();
    Ok(Created(format!("/api/v1/export-formats/{id}"), DefinedExportFormat { export_format: id }))
}

/// Read an export format.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The format", body = ExportFormat)))]
pub async fn show(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Json<ExportFormat>, Problem> {
    let line = commands.views().export_format(id, client.account).await?;
    line.map(|line| Json(line.into())).ok_or_else(Problem::not_found)
}

/// Revise an export format. Exports keep the revision they were asked for in.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is revised")))]
#[instrument(name = "api.export_formats.revise", skip_all, fields(export_format = %id))]
pub async fn revise(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
    Body(given): Body<ExportFormatDefinition>,
) -> Result<Done, Problem> {
    commands.views().export_format(id, client.account).await?.ok_or_else(Problem::not_found)?;
    let command = Command::Revise { definition: given.parse()? };
    Ok(done(commands.export_formats.change(client.caller(&commands), id, command).await?))
}

/// Delete an export format; what was exported in it stays.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is deleted")))]
#[instrument(name = "api.export_formats.delete", skip_all, fields(export_format = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.export_formats.change(client.caller(&commands), id, Command::Delete).await?))
}

/// Let everybody use an export format.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is public")))]
#[instrument(name = "api.export_formats.share", skip_all, fields(export_format = %id))]
pub async fn share(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.export_formats.change(client.caller(&commands), id, Command::Share).await?))
}

/// Keep an export format to the team.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = NO_CONTENT, description = "It is the team's alone")),
)]
#[instrument(name = "api.export_formats.unshare", skip_all, fields(export_format = %id))]
pub async fn unshare(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.export_formats.change(client.caller(&commands), id, Command::Unshare).await?))
}
