//! A new format.

use axum::extract::State;
use commands::Commands;
use domain::{TeamAction, TeamId};
use serde::Serialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Definition;
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::Created,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct DefinedExportFormat {
    export_format: Uuid,
}

/// Define an export format of a team.
#[utoipa::path(
    post,
    path = "/api/v1/teams/{team}/export-formats",
    operation_id = "define_export_format",
    tag = "export formats",
    params(("team" = Uuid, Path)),
    request_body = Definition,
    responses((status = CREATED, description = "It is defined", body = DefinedExportFormat)),
)]
#[instrument(name = "api.export_formats.define", skip_all, fields(%team))]
pub async fn post(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(given): Body<Definition>,
) -> Result<Created<DefinedExportFormat>, Problem> {
    commands.permissions.in_team(client.account, team, TeamAction::Create).await?;
    let definition = given.parse()?;
    let id = commands.export_formats.define(client.caller(&commands), team, definition).await?.uuid();
    Ok(Created(format!("/api/v1/export-formats/{id}"), DefinedExportFormat { export_format: id }))
}
