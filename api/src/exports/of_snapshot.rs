//! Asking for a snapshot in some format.

use axum::{Json, extract::State, http::StatusCode};
use commands::{Commands, export::ExportOf};
use domain::SnapshotId;
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use super::{RequestedExport, format::Format, requested};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotExport {
    format: Format,
}

/// Export a snapshot. The same snapshot in the same format has the same bytes for ever.
#[utoipa::path(
    post,
    path = "/api/v1/snapshots/{snapshot}/exports",
    operation_id = "export_snapshot",
    tag = "exports",
    params(("snapshot" = Uuid, Path)),
    request_body = SnapshotExport,
    responses((status = ACCEPTED, description = "A job writes it", body = RequestedExport)),
)]
#[instrument(name = "api.exports.of_snapshot", skip_all, fields(snapshot = %id))]
pub async fn post(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
    Body(wanted): Body<SnapshotExport>,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let caller = client.caller(&commands);
    let export = commands.exports.request(caller, ExportOf::Snapshot(id), wanted.format.0).await?;
    Ok(requested(export))
}
