//! One snapshot, checked.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, SnapshotId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Snapshot, permitted};
use crate::{Problem, client::Client, extract::Path};

#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedSnapshot {
    #[serde(flatten)]
    snapshot: Snapshot,
    /// Whether its content, computed anew for this answer, still has the digest.
    intact: bool,
    /// What it has.
    found_digest: String,
}

/// Read a snapshot; its content is computed anew and checked against its digest.
#[utoipa::path(
    get,
    path = "/api/v1/snapshots/{snapshot}",
    operation_id = "read_snapshot",
    tag = "snapshots",
    params(("snapshot" = Uuid, Path)),
    responses((status = OK, description = "The snapshot", body = CheckedSnapshot)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
) -> Result<Json<CheckedSnapshot>, Problem> {
    let line = permitted(&commands, client, id, Action::Read).await?;
    let checked = commands.snapshots.check(id).await?;
    Ok(Json(CheckedSnapshot {
        snapshot: line.into(),
        intact: checked.is_intact(),
        found_digest: checked.found.digest.to_string(),
    }))
}
