//! One bulk change, or undo.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::{
    Commands,
    bulk_change::{Ordered, What},
    jobs::JobState,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Change, Report};
use crate::{Problem, client::Client, extract::Path, route::LISTED};

#[derive(Debug, Serialize, ToSchema)]
pub struct BulkChange {
    bulk_change: Uuid,
    image_set: Uuid,
    by: Uuid,
    asked_at: DateTime<Utc>,
    /// `change`, `undo`, `import`, `upload`, or `past` for a change or an undo of which only the log tells.
    kind: &'static str,
    /// Of a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change>,
    /// What it undoes: a bulk change, or another correlation.
    #[serde(skip_serializing_if = "Option::is_none")]
    undo_of: Option<Uuid>,
    /// `queued`, `running`, `done` or `failed`.
    #[schema(value_type = String)]
    state: JobState,
    done: i64,
    /// 0 as long as nobody knows.
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report>,
}

impl From<Ordered> for BulkChange {
    fn from(ordered: Ordered) -> Self {
        let (kind, change, undo_of) = match ordered.what {
            What::Change { action, .. } => ("change", Some(action.into()), None),
            What::Undo { of } => ("undo", None, Some(of.uuid())),
            What::Import { .. } => ("import", None, None),
            What::LabelImport { .. } => ("label_import", None, None),
            What::Upload { .. } => ("upload", None, None),
            What::Past => ("past", None, None),
        };
        Self {
            bulk_change: ordered.id,
            image_set: ordered.image_set.uuid(),
            by: ordered.by.uuid(),
            asked_at: ordered.job.created_at,
            kind,
            change,
            undo_of,
            state: ordered.job.state,
            done: ordered.job.progress_done,
            total: ordered.job.progress_total.unwrap_or_default(),
            report: ordered.report.map(Report::from),
        }
    }
}

/// Read how far a bulk change, an undo or an import is and what became of the labels. The report is kept for 30 days; that
/// it was done, for ever.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The bulk change", body = BulkChange)),
)]
pub async fn show(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<BulkChange>, Problem> {
    Ok(Json(commands.bulk_changes.find(client.account, id).await?.into()))
}
