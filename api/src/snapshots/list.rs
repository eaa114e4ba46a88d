//! The snapshots of a set.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::Serialize;
use utoipa::ToSchema;

use super::Snapshot;
use crate::{Problem, client::Client, extract::Path};

#[derive(Debug, Serialize, ToSchema)]
pub struct Snapshots {
    snapshots: Vec<Snapshot>,
}

/// List the snapshots of a set, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}/snapshots",
    operation_id = "list_snapshots",
    tag = "snapshots",
    params(("image_set" = Uuid, Path)),
    responses((status = OK, description = "The snapshots", body = Snapshots)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Json<Snapshots>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let lines = commands.views().snapshots(set).await?;
    Ok(Json(Snapshots { snapshots: lines.into_iter().map(Snapshot::from).collect() }))
}
