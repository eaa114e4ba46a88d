//! Labels going out.

mod export;
pub mod file;
mod format;

use axum::{Json, extract::State, http::StatusCode};
use commands::{Commands, SeenVotes, export::ExportOf};
use domain::{Action, ImageSetId, SnapshotId, TransferId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;

use self::{
    export::{Export, RequestedExport, requested},
    format::Format,
};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    route::LISTED,
    selection::Selection,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotExport {
    format: Format,
}

/// Export a snapshot. The same snapshot in the same format has the same bytes for ever.
#[utoipa::path(
    post, path = LISTED,
    responses((status = ACCEPTED, description = "A job writes it", body = RequestedExport)),
)]
#[instrument(name = "api.exports.of_snapshot", skip_all, fields(snapshot = %id))]
pub async fn of_snapshot(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
    Body(SnapshotExport { format }): Body<SnapshotExport>,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let caller = client.caller(&commands);
    let export = commands.exports.request(caller, ExportOf::Snapshot(id), format.0).await?;
    requested(export, &commands).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetExport {
    format: Format,
    /// Facts up to and including this log position count; all there are, if left out.
    #[serde(default)]
    position: Option<i64>,
    #[serde(default)]
    selection: Selection,
}

/// Export a set, as it is or as it was at any log position.
#[utoipa::path(
    post, path = LISTED,
    responses((status = ACCEPTED, description = "A job writes it", body = RequestedExport)),
)]
#[instrument(name = "api.exports.of_set", skip_all, fields(image_set = %set))]
pub async fn of_set(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(SetExport { format, position, selection }): Body<SetExport>,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let of = ExportOf::Set { set, position, selection: selection.into() };
    let export = commands.exports.request(client.caller(&commands), of, format.0).await?;
    requested(export, &commands).await
}

/// How many transfers are looked at: older exports are found by their id.
const LATEST: i64 = 200;

#[derive(Debug, Serialize, ToSchema)]
pub struct Exports {
    exports: Vec<Export>,
}

/// List the latest exports of a set, newest first.
///
/// Where votes are hidden from you, those that follow from votes are left out.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The exports", body = Exports)))]
pub async fn list(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Json<Exports>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Export).await?;
    let mut lines = commands.views().transfers(set, LATEST).await?;
    lines.retain(|line| line.request().is_none_or(|request| SeenVotes::knows_export(&standing, request)));
    Ok(Json(Exports { exports: lines.into_iter().filter_map(Export::of).collect() }))
}

/// Read how an export went.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The export", body = Export)))]
pub async fn show(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
) -> Result<Json<Export>, Problem> {
    let line = commands.views().transfer(id).await?.ok_or_else(Problem::not_found)?;
    let standing = commands.permissions.on_set(client.account, line.image_set.into(), Action::Export).await?;
    SeenVotes::may_see_export(&standing, line.request().ok_or_else(Problem::not_found)?)?;
    Export::of(line).map(Json).ok_or_else(Problem::not_found)
}
