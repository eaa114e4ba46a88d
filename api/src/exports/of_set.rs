//! Asking for a set as it was at some position.

use axum::{Json, extract::State, http::StatusCode};
use commands::{Commands, export::ExportOf};
use domain::ImageSetId;
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use super::{RequestedExport, format::Format, requested};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    selection::Selection,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetExport {
    format: Format,
    /// Facts up to and including this log position count; all there are, if left out.
    #[serde(default)]
    position: Option<i64>,
    #[serde(default)]
    selection: Selection,
}

/// Export a set, as it is or as it was at any log position.
#[utoipa::path(
    post,
    path = "/api/v1/image-sets/{image_set}/exports",
    operation_id = "export_image_set",
    tag = "exports",
    params(("image_set" = Uuid, Path)),
    request_body = SetExport,
    responses((status = ACCEPTED, description = "A job writes it", body = RequestedExport)),
)]
#[instrument(name = "api.exports.of_set", skip_all, fields(image_set = %set))]
pub async fn post(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(wanted): Body<SetExport>,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let SetExport { format, position, selection } = wanted;
    let of = ExportOf::Set { set, position, selection: selection.into() };
    Ok(requested(commands.exports.request(client.caller(&commands), of, format.0).await?))
}
