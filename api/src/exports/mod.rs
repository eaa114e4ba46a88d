//! Labels going out.

mod export;
pub mod file;
mod format;

use axum::{Json, extract::State, http::StatusCode};
use commands::{Commands, SeenVotes, export::ExportOf};
use domain::{Action, ImageSetId, SnapshotId, TransferId};
use projections::transfers::TransferLine;
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use self::{
    export::{Export, RequestedExport, requested},
    format::Format,
};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{self, Page},
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

/// Delete the file of an export: your own, or one of a set that you govern.
///
/// What it was stays known, with its digest; ask for it again at `/repetitions`.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is not kept any more")))]
#[instrument(name = "api.exports.delete", skip_all, fields(export = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
) -> Result<StatusCode, Problem> {
    commands.exports.delete(client.caller(&commands), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Export the same once more, as it was asked for then: with the same bytes, unless the format writes down the id of the export.
#[utoipa::path(
    post, path = LISTED,
    responses((status = ACCEPTED, description = "A job writes it", body = RequestedExport)),
)]
#[instrument(name = "api.exports.again", skip_all, fields(export = %id))]
pub async fn again(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let export = commands.exports.again(client.caller(&commands), id).await?;
    requested(export, &commands).await
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Exports {
    exports: Vec<Export>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the exports of a set, newest first.
///
/// Where votes are hidden from you, those that follow from votes are left out.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "A page of exports", body = Exports)))]
pub async fn list(
    client: Client,
    Path(set): Path<ImageSetId>,
    Page { after, limit }: Page,
    State(commands): State<Commands>,
) -> Result<Json<Exports>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Export).await?;
    if let Some(after) = after {
        let last = commands.views().transfer(TransferId::new(after)).await?;
        last.filter(|last| last.image_set == set.uuid()).ok_or_else(page::no_such_place)?;
    }
    let lines = commands.views().transfers(set, after.map(TransferId::new), limit).await?;
    let next = page::next(&lines, |line| line.transfer);
    let known = |line: &TransferLine| {
        line.request().is_none_or(|request| SeenVotes::knows_export(&standing, request))
    };
    Ok(Json(Exports { next, exports: lines.into_iter().filter(known).filter_map(Export::of).collect() }))
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
