//! Deleting a set.

use axum::extract::State;
use commands::Commands;
use domain::{ImageSetId, image_set::Command};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Delete an image set; it can be restored for 30 days.
#[utoipa::path(
    delete,
    path = "/api/v1/image-sets/{image_set}",
    operation_id = "delete_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is deleted")),
)]
#[instrument(name = "api.image_sets.delete", skip_all, fields(image_set = %set))]
pub async fn delete(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Delete).await?))
}
