//! A format's next revision.

use axum::extract::State;
use commands::Commands;
use domain::{ExportFormatId, export_format::Command};
use tracing::instrument;

use super::Definition;
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::{Done, done},
};

/// Revise an export format. Exports keep the revision they were asked for in.
#[utoipa::path(
    put,
    path = "/api/v1/export-formats/{export_format}",
    operation_id = "revise_export_format",
    tag = "export formats",
    params(("export_format" = Uuid, Path)),
    request_body = Definition,
    responses((status = NO_CONTENT, description = "It is revised")),
)]
#[instrument(name = "api.export_formats.revise", skip_all, fields(export_format = %id))]
pub async fn put(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
    Body(given): Body<Definition>,
) -> Result<Done, Problem> {
    commands.views().export_format(id, client.account).await?.ok_or_else(Problem::not_found)?;
    let command = Command::Revise { definition: given.parse()? };
    Ok(done(commands.export_formats.change(client.caller(&commands), id, command).await?))
}
