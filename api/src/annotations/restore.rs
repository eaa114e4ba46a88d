//! Bringing a deleted label back.

use axum::extract::State;
use commands::Commands;
use domain::AnnotationId;
use tracing::instrument;

use super::{Annotation, Tagged};
use crate::{Problem, client::Client, extract::Path, positioned::Positioned};

/// Restore a deleted annotation, votes included.
#[utoipa::path(
    post,
    path = "/api/v1/annotations/{annotation}/restoration",
    operation_id = "restore_annotation",
    tag = "annotations",
    params(("annotation" = Uuid, Path)),
    responses((status = OK, description = "It is back", body = Annotation)),
)]
#[instrument(name = "api.annotations.restore", skip_all, fields(annotation = %id))]
pub async fn post(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
) -> Result<Positioned<Tagged>, Problem> {
    let receipt = commands.labels.restore(client.caller(&commands), id).await?;
    Ok(super::show::after(&commands, client, id, receipt).await?.map(Tagged))
}
