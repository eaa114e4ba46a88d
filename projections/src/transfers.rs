//! Imports and exports, and how they went.

use std::collections::HashMap;

use domain::{
    ImageSetId, Timestamp, TransferId,
    transfer::{Event, Request, Transfer},
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
    TransferRow in "view_transfers" by ["transfer"] {
        transfer: Uuid as "uuid",
        image_set: Uuid as "uuid",
        state: String as "json",
        requested_by: Uuid as "uuid",
        started_at: Timestamp as "timestamptz",
        finished_at: Option<Timestamp> as "timestamptz",
        kept_digest: Option<Vec<u8>> as "bytea",
        kept_bytes: Option<i64> as "bigint",
    }
}

impl InlineView for Transfer {
    type Rows = HashMap<Uuid, TransferRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Some((image_set, started)) = projected.state.begun() else { return };
        let finished_at = match projected.event {
            Event::ExportRequested(_) | Event::ImportStarted { .. } => None,
            Event::ExportFinished { .. }
            | Event::ExportFailed { .. }
            | Event::ImportFinished { .. }
            | Event::ImportFailed { .. } => Some(projected.stamp.at),
            Event::ExportDeleted {} | Event::ExportExpired {} => projected.state.finished(),
        };
        let kept = projected.state.kept();
        let row = TransferRow {
            transfer: projected.stream,
            image_set: image_set.uuid(),
            state: serde_json::to_string(projected.state).expect("a transfer is JSON"),
            requested_by: started.by.uuid(),
            started_at: started.at,
            finished_at,
            kept_digest: kept.map(|(digest, _)| digest.bytes().to_vec()),
            kept_bytes: kept.map(|(_, bytes)| i64::try_from(bytes).unwrap_or(i64::MAX)),
        };
        rows.insert(projected.stream, row);
    }
}

/// A transfer as it is listed.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct TransferLine {
    pub transfer: Uuid,
    pub image_set: Uuid,
    pub state: Json<Transfer>,
    pub requested_by: Uuid,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl TransferLine {
    /// What was asked for, unless it is an import.
    pub fn request(&self) -> Option<&Request> {
        self.state.request()
    }
}

impl Views {
    pub async fn transfer(&self, id: TransferId) -> sqlx::Result<Option<TransferLine>> {
        sqlx::query_as("select * from view_transfers where transfer = $1")
            .bind(id.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Imports and exports of a set, newest first.
    pub async fn transfers(
        &self,
        set: ImageSetId,
        after: Option<TransferId>,
        limit: i64,
    ) -> sqlx::Result<Part<TransferLine>> {
        let rows = sqlx::query(
            "select t.* from view_transfers t left join view_transfers l on l.transfer = $2
             where t.image_set = $1 and ($2::uuid is null or t.started_at < l.started_at
                 or t.started_at = l.started_at and t.transfer > l.transfer)
             order by t.started_at desc, t.transfer limit $3",
        )
        .bind(set.uuid())
        .bind(after.map(TransferId::uuid))
        .bind(limit)
        .fetch(&self.0);
        part(rows, limit).await
    }
}
