//! Words by which sets are found.

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
    route::LISTED,
};

/// Tag an image set.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is tagged")))]
#[instrument(name = "api.tags.add", skip_all, fields(image_set = %set))]
pub async fn add(
    client: Client,
    Path((set, tag)): Path<(ImageSetId, String)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    commands.permissions.on_set(client.account, set, Action::Contribute).await?;
    let command = Command::Tag { tag: name("tag", &tag)? };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}

/// Take a tag off an image set.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is not tagged so")))]
#[instrument(name = "api.tags.remove", skip_all, fields(image_set = %set))]
pub async fn remove(
    client: Client,
    Path((set, tag)): Path<(ImageSetId, String)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    commands.permissions.on_set(client.account, set, Action::Contribute).await?;
    let command = Command::Untag { tag: name("tag", &tag)? };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}
