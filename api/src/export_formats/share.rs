//! A format for everybody.

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

/// Let everybody use an export format.
#[utoipa::path(
    put,
    path = "/api/v1/export-formats/{export_format}/sharing",
    operation_id = "share_export_format",
    tag = "export formats",
    params(("export_format" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is public")),
)]
#[instrument(name = "api.export_formats.share", skip_all, fields(export_format = %id))]
pub async fn put(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.export_formats.change(client.caller(&commands), id, Command::Share).await?))
}
