//! Named cuts through a set that never change.

pub mod diff;
pub mod list;
pub mod rename;
pub mod show;
pub mod take;
pub mod withdraw;

use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{Action, SnapshotId};
use projections::snapshots::SnapshotLine;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Problem, client::Client, selection::Selection};

#[derive(Debug, Serialize, ToSchema)]
pub struct Snapshot {
    snapshot: Uuid,
    image_set: Uuid,
    name: String,
    note: String,
    /// Facts up to and including this log position count.
    position: i64,
    selection: Selection,
    /// SHA-256 over the content as canonical JSON lines (RFC 8785), in hexadecimal.
    digest: String,
    /// Root of the Merkle tree over the log at `position` (RFC 6962), in hexadecimal.
    root: String,
    images: u64,
    annotations: u64,
    withdrawn: bool,
    taken_by: Uuid,
    taken_at: DateTime<Utc>,
}

impl From<SnapshotLine> for Snapshot {
    fn from(line: SnapshotLine) -> Self {
        let taken = line.taken.0;
        Self {
            snapshot: line.snapshot,
            image_set: line.image_set,
            name: taken.name.into(),
            note: taken.note.into(),
            position: taken.position,
            selection: taken.selection.into(),
            digest: taken.digest.to_string(),
            root: taken.root.to_string(),
            images: taken.images,
            annotations: taken.annotations,
            withdrawn: line.withdrawn,
            taken_by: line.taken_by,
            taken_at: line.taken_at,
        }
    }
}

/// A snapshot, if the client may do this with its set.
async fn permitted(
    commands: &Commands,
    client: Client,
    id: SnapshotId,
    action: Action,
) -> Result<SnapshotLine, Problem> {
    let line = commands.views().snapshot(id).await?.ok_or_else(Problem::not_found)?;
    commands.permissions.on_set(client.account, line.image_set.into(), action).await?;
    Ok(line)
}
