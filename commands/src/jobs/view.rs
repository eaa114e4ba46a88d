//! What people see of a job.

use domain::{AccountId, Timestamp};
use serde_json::Value;
use sqlx::{FromRow, Row as _, postgres::PgRow};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, serde::Serialize)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
    /// Somebody did not want it any more.
    Cancelled,
}

impl JobState {
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct JobView {
    pub id: Uuid,
    pub kind: String,
    pub owner: Option<AccountId>,
    pub object: Option<Uuid>,
    pub state: JobState,
    pub attempts: i32,
    pub progress_done: i64,
    pub progress_total: Option<i64>,
    pub result: Option<Value>,
    /// Why the last attempt failed; of a queued job too.
    pub error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// Who asked for it to end.
    pub cancelled_by: Option<AccountId>,
}

pub(super) const COLUMNS: &str = "id, kind, owner, object, state, attempts, progress_done, progress_total, \
     result, error, created_at, finished_at, cancelled_by";

impl FromRow<'_, PgRow> for JobView {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            owner: row.try_get::<Option<Uuid>, _>("owner")?.map(Into::into),
            object: row.try_get("object")?,
            state: row.try_get("state")?,
            attempts: row.try_get("attempts")?,
            progress_done: row.try_get("progress_done")?,
            progress_total: row.try_get("progress_total")?,
            result: row.try_get("result")?,
            error: row.try_get("error")?,
            created_at: row.try_get("created_at")?,
            finished_at: row.try_get("finished_at")?,
            cancelled_by: row.try_get::<Option<Uuid>, _>("cancelled_by")?.map(Into::into),
        })
    }
}
