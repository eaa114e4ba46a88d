//! Removing an image.

use axum::extract::State;
use commands::Commands;
use domain::ImageId;
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Remove an image from its set; it can be restored.
#[utoipa::path(
    delete,
    path = "/api/v1/images/{image}",
    operation_id = "remove_image",
    tag = "images",
    params(("image" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is removed")),
)]
#[instrument(name = "api.images.remove", skip_all, fields(%image))]
pub async fn delete(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.images.remove(client.caller(&commands), image).await?))
}
