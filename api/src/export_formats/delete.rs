//! A format's end.

use axum::extract::State;
use commands::Commands;
use domain::{ExportFormatId, export_format::Command};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Delete an export format; what was exported in it stays.
#[utoipa::path(
    delete,
    path = "/api/v1/export-formats/{export_format}",
    operation_id = "delete_export_format",
    tag = "export formats",
    params(("export_format" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is deleted")),
)]
#[instrument(name = "api.export_formats.delete", skip_all, fields(export_format = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.export_formats.change(client.caller(&commands), id, Command::Delete).await?))
}
