//! Imports and exports, and how they went.

use std::collections::HashMap;

use domain::{
    ImageSetId, Timestamp, TransferId,
    transfer::{Event, Request, Transfer},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Views,
    contract::{InlineView, Projected},
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
        };
        let row = TransferRow {
            transfer: projected.stream,
            image_set: image_set.uuid(),
            state: serde_json::to_string(projected.state).expect("a transfer is JSON"),
            requested_by: started.by.uuid(),
            started_at: started.at,
            finished_at,
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
        match &self.state.0 {
            Transfer::Exporting { request, .. }
            | Transfer::Exported { request, .. }
            | Transfer::Failed { request, .. } => Some(request),
            Transfer::Unknown
            | Transfer::Importing { .. }
            | Transfer::Imported { .. }
            | Transfer::ImportFailed { .. } => None,
        }
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
    pub async fn transfers(&self, set: ImageSetId, limit: i64) -> sqlx::Result<Vec<TransferLine>> {
        sqlx::query_as(
            "select * from view_transfers where image_set = $1 order by started_at desc, transfer limit $2",
        )
        .bind(set.uuid())
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }
}
