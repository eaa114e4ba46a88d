//! Of one image.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageId};

use super::History;
use crate::{Problem, client::Client, extract::Path};

/// Read what happened to an image and the labels on it.
#[utoipa::path(
    get,
    path = "/api/v1/images/{image}/history",
    operation_id = "read_history_of_image",
    tag = "history",
    params(("image" = Uuid, Path)),
    responses((status = OK, description = "All its facts, newest first", body = History)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_image(client.account, id, Action::Read).await?;
    let facts = commands.views().history_of_image(id).await?;
    Ok(Json(History::page(&commands, facts, i64::MAX).await?))
}
