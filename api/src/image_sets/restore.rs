//! Bringing a deleted set back.

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

/// Restore a deleted image set.
#[utoipa::path(
    post,
    path = "/api/v1/image-sets/{image_set}/restoration",
    operation_id = "restore_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is back")),
)]
#[instrument(name = "api.image_sets.restore", skip_all, fields(image_set = %set))]
pub async fn post(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Restore).await?))
}
