//! One import of labels.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::{Commands, jobs::JobState, label_import::OrderedImport};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::LabelImportReport;
use crate::{Problem, client::Client, extract::Path, route::LISTED};

#[derive(Debug, Serialize, ToSchema)]
pub struct LabelImport {
    label_import: Uuid,
    image_set: Uuid,
    by: Uuid,
    asked_at: DateTime<Utc>,
    file: String,
    format: &'static str,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    #[schema(value_type = String)]
    state: JobState,
    done: i64,
    /// 0 as long as nobody knows.
    total: i64,
    /// Why it went no further.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<LabelImportReport>,
}

impl From<OrderedImport> for LabelImport {
    fn from(ordered: OrderedImport) -> Self {
        let OrderedImport { id, image_set, by, what, job, report } = ordered;
        Self {
            label_import: id,
            image_set: image_set.uuid(),
            by: by.uuid(),
            asked_at: job.created_at,
            format: what.file.format.code(),
            file: what.file.name,
            state: job.state,
            done: job.progress_done,
            total: job.progress_total.unwrap_or_default(),
            problem: job.error,
            report: report.map(LabelImportReport::from),
        }
    }
}

/// Read how far an import of labels is, and what became of each line. Kept for 30 days.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The import", body = LabelImport)),
)]
pub async fn show(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<LabelImport>, Problem> {
    Ok(Json(commands.label_imports.find(client.account, id).await?.into()))
}
