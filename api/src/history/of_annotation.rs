//! Of one label.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, AnnotationId};

use super::History;
use crate::{Problem, client::Client, extract::Path};

/// Read what happened to a label: every revision, every vote.
#[utoipa::path(
    get,
    path = "/api/v1/annotations/{annotation}/history",
    operation_id = "read_history_of_annotation",
    tag = "history",
    params(("annotation" = Uuid, Path)),
    responses((status = OK, description = "All its facts, newest first", body = History)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_label(client.account, id, Action::Read).await?;
    let facts = commands.views().history_of_annotation(id).await?;
    Ok(Json(History::page(&commands, facts, i64::MAX).await?))
}
