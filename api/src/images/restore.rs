//! Bringing a removed image back.

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

/// Restore a removed image, labels included.
#[utoipa::path(
    post,
    path = "/api/v1/images/{image}/restoration",
    operation_id = "restore_image",
    tag = "images",
    params(("image" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is back")),
)]
#[instrument(name = "api.images.restore", skip_all, fields(%image))]
pub async fn post(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.images.restore(client.caller(&commands), image).await?))
}
