//! The exports of a set.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::Serialize;
use utoipa::ToSchema;

use super::Export;
use crate::{Problem, client::Client, extract::Path};

/// How many transfers are looked at: older exports are found by their id.
const LISTED: i64 = 200;

#[derive(Debug, Serialize, ToSchema)]
pub struct Exports {
    exports: Vec<Export>,
}

/// List the latest exports of a set, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}/exports",
    operation_id = "list_exports",
    tag = "exports",
    params(("image_set" = Uuid, Path)),
    responses((status = OK, description = "The exports", body = Exports)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Json<Exports>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Export).await?;
    let lines = commands.views().transfers(set, LISTED).await?;
    Ok(Json(Exports { exports: lines.into_iter().filter_map(Export::of).collect() }))
}
