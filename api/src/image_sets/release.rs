//! Giving a set to everybody.

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

/// Give an image set to everybody: public, collaborative, locked, and no team's any more. For ever.
#[utoipa::path(
    put,
    path = "/api/v1/image-sets/{image_set}/release",
    operation_id = "release_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is released")),
)]
#[instrument(name = "api.image_sets.release", skip_all, fields(image_set = %set))]
pub async fn put(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Release).await?))
}
