//! Snapshots by name.

use std::collections::HashMap;

use domain::{
    ImageSetId, SnapshotId, Timestamp,
    snapshot::{Event, Snapshot, Taken},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Part, Views,
    contract::{InlineView, Projected},
    part::part,
    table,
};

table! {
    SnapshotRow in "view_snapshots" by ["snapshot"] {
        snapshot: Uuid as "uuid",
        image_set: Uuid as "uuid",
        name: String as "text",
        taken: String as "json",
        withdrawn: bool as "boolean",
        taken_by: Uuid as "uuid",
        taken_at: Timestamp as "timestamptz",
        name_key: String as "text",
    }
}

impl InlineView for Snapshot {
    type Rows = HashMap<Uuid, SnapshotRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Some((taken, stamp, withdrawn)) = projected.state.parts() else { return };
        match projected.event {
            Event::SnapshotTaken(_) | Event::SnapshotRenamed { .. } | Event::SnapshotWithdrawn {} => {
                let row = SnapshotRow {
                    snapshot: projected.stream,
                    image_set: taken.image_set.uuid(),
                    name: taken.name.to_string(),
                    taken: serde_json::to_string(taken).expect("a snapshot is JSON"),
                    withdrawn,
                    taken_by: stamp.by.uuid(),
                    taken_at: stamp.at,
                    name_key: taken.name.key(),
                };
                rows.insert(projected.stream, row);
            }
        }
    }
}

/// A snapshot as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SnapshotLine {
    pub snapshot: Uuid,
    pub image_set: Uuid,
    pub taken: Json<Taken>,
    pub withdrawn: bool,
    pub taken_by: Uuid,
    pub taken_at: Timestamp,
}

impl Views {
    pub async fn snapshot(&self, id: SnapshotId) -> sqlx::Result<Option<SnapshotLine>> {
        sqlx::query_as("select * from view_snapshots where snapshot = $1")
            .bind(id.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Snapshots of a set, newest first.
    pub async fn snapshots(
        &self,
        set: ImageSetId,
        after: Option<SnapshotId>,
        limit: i64,
    ) -> sqlx::Result<Part<SnapshotLine>> {
        let rows = sqlx::query(
            "select s.* from view_snapshots s left join view_snapshots l on l.snapshot = $2
             where s.image_set = $1 and not s.withdrawn and ($2::uuid is null or s.taken_at < l.taken_at
                 or s.taken_at = l.taken_at and s.snapshot > l.snapshot)
             order by s.taken_at desc, s.snapshot limit $3",
        )
        .bind(set.uuid())
        .bind(after.map(SnapshotId::uuid))
        .bind(limit)
        .fetch(&self.0);
        part(rows, limit).await
    }
}
