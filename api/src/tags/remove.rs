//! One tag fewer.

use axum::extract::State;
use commands::Commands;
use domain::{Action, ImageSetId, image_set::Command};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    page::name,
    positioned::{Done, done},
};

/// Take a tag off an image set.
#[utoipa::path(
    delete,
    path = "/api/v1/image-sets/{image_set}/tags/{tag}",
    operation_id = "untag_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path), ("tag" = String, Path)),
    responses((status = NO_CONTENT, description = "It is not tagged so")),
)]
#[instrument(name = "api.tags.remove", skip_all, fields(image_set = %set))]
pub async fn delete(
    client: Client,
    Path((set, tag)): Path<(ImageSetId, String)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    commands.permissions.on_set(client.account, set, Action::Contribute).await?;
    let command = Command::Untag { tag: name("tag", &tag)? };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}
