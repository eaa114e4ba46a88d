//! Of one set and all that is in it.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};

use super::{Before, History};
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    page,
};

/// Read what happened to an image set and everything in it.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}/history",
    operation_id = "read_history_of_set",
    tag = "history",
    params(("image_set" = Uuid, Path), Before),
    responses((status = OK, description = "A page of facts, newest first", body = History)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let limit = page::limit(before.limit)?;
    let facts = commands.views().history_of_set(set, before.position(), limit).await?;
    Ok(Json(History::page(&commands, facts, limit).await?))
}
