//! One more tag.

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

/// Tag an image set.
#[utoipa::path(
    put,
    path = "/api/v1/image-sets/{image_set}/tags/{tag}",
    operation_id = "tag_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path), ("tag" = String, Path)),
    responses((status = NO_CONTENT, description = "It is tagged")),
)]
#[instrument(name = "api.tags.add", skip_all, fields(image_set = %set))]
pub async fn put(
    client: Client,
    Path((set, tag)): Path<(ImageSetId, String)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    commands.permissions.on_set(client.account, set, Action::Contribute).await?;
    let command = Command::Tag { tag: name("tag", &tag)? };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}
