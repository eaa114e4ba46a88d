//! A snapshot's name and note.

use axum::extract::State;
use commands::Commands;
use domain::{Action, SnapshotId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use super::permitted;
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{name, text},
    positioned::{Done, done},
};

/// Both; what is left out becomes empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotTexts {
    name: String,
    #[serde(default)]
    note: String,
}

/// Rename a snapshot. What it holds cannot be changed.
#[utoipa::path(
    patch,
    path = "/api/v1/snapshots/{snapshot}",
    operation_id = "rename_snapshot",
    tag = "snapshots",
    params(("snapshot" = Uuid, Path)),
    request_body = SnapshotTexts,
    responses((status = NO_CONTENT, description = "It is renamed")),
)]
#[instrument(name = "api.snapshots.rename", skip_all, fields(snapshot = %id))]
pub async fn patch(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
    Body(texts): Body<SnapshotTexts>,
) -> Result<Done, Problem> {
    permitted(&commands, client, id, Action::TakeSnapshot).await?;
    let (name, note) = (name("name", &texts.name)?, text("note", &texts.note)?);
    Ok(done(commands.snapshots.rename(client.caller(&commands), id, name, note).await?))
}
