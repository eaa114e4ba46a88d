//! Deleting a label.

use axum::extract::State;
use commands::Commands;
use domain::AnnotationId;
use tracing::instrument;

use super::change::beside_the_present;
use crate::{
    Problem,
    client::Client,
    extract::{Path, Revision},
    positioned::{Done, done},
};

/// Delete an annotation; it can be restored.
#[utoipa::path(
    delete,
    path = "/api/v1/annotations/{annotation}",
    operation_id = "delete_annotation",
    tag = "annotations",
    params(
        ("annotation" = Uuid, Path),
        ("If-Match" = String, Header, description = "The revision you saw, in quotation marks"),
    ),
    responses((status = NO_CONTENT, description = "It is deleted")),
)]
#[instrument(name = "api.annotations.erase", skip_all, fields(annotation = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    match commands.labels.erase(client.caller(&commands), id, revision).await {
        Ok(receipt) => Ok(done(receipt)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}
