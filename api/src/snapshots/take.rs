//! Cutting a snapshot.

use axum::extract::State;
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{name, text},
    positioned::Created,
    selection::Selection,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSnapshot {
    name: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    selection: Selection,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TakenSnapshot {
    snapshot: Uuid,
}

/// Take a snapshot of a set as it is now.
#[utoipa::path(
    post,
    path = "/api/v1/image-sets/{image_set}/snapshots",
    operation_id = "take_snapshot",
    tag = "snapshots",
    params(("image_set" = Uuid, Path)),
    request_body = NewSnapshot,
    responses((status = CREATED, description = "It is taken", body = TakenSnapshot)),
)]
#[instrument(name = "api.snapshots.take", skip_all, fields(image_set = %set))]
pub async fn post(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(new): Body<NewSnapshot>,
) -> Result<Created<TakenSnapshot>, Problem> {
    commands.permissions.on_set(client.account, set, Action::TakeSnapshot).await?;
    let (name, note) = (name("name", &new.name)?, text("note", &new.note)?);
    let caller = client.caller(&commands);
    let snapshot = commands.snapshots.take(caller, set, name, note, new.selection.into()).await?.uuid();
    Ok(Created(format!("/api/v1/snapshots/{snapshot}"), TakenSnapshot { snapshot }))
}
