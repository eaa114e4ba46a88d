//! One format.

use axum::{Json, extract::State};
use commands::Commands;
use domain::ExportFormatId;

use super::ExportFormat;
use crate::{Problem, client::Client, extract::Path};

/// Read an export format.
#[utoipa::path(
    get,
    path = "/api/v1/export-formats/{export_format}",
    operation_id = "read_export_format",
    tag = "export formats",
    params(("export_format" = Uuid, Path)),
    responses((status = OK, description = "The format", body = ExportFormat)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<ExportFormatId>,
    State(commands): State<Commands>,
) -> Result<Json<ExportFormat>, Problem> {
    let line = commands.views().export_format(id, client.account).await?;
    line.map(|line| Json(line.into())).ok_or_else(Problem::not_found)
}
