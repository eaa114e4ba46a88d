//! Named cuts through a set that never change.

pub mod diff;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::{Commands, SeenVotes};
use domain::{Action, ImageSetId, SnapshotId};
use projections::{snapshots::SnapshotLine, standing::Standing};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{self, Page, name, text},
    positioned::{Created, Done, done},
    route::LISTED,
    selection::Selection,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct Snapshot {
    snapshot: Uuid,
    image_set: Uuid,
    name: String,
    note: String,
    /// Facts up to and including this log position count.
    position: i64,
    selection: Selection,
    /// SHA-256 over the content as canonical JSON lines (RFC 8785), in hexadecimal. `null` where verification is blind and
    /// you do not govern the set: votes are part of the content.
    digest: Option<String>,
    /// Root of the Merkle tree over the log at `position` (RFC 6962), in hexadecimal.
    root: String,
    images: u64,
    annotations: u64,
    withdrawn: bool,
    taken_by: Uuid,
    taken_at: DateTime<Utc>,
}

impl Snapshot {
    fn of(line: SnapshotLine, standing: &Standing) -> Self {
        let taken = line.taken.0;
        Self {
            snapshot: line.snapshot,
            image_set: line.image_set,
            name: taken.name.into(),
            note: taken.note.into(),
            position: taken.position,
            selection: taken.selection.into(),
            digest: (!SeenVotes::hides(standing)).then(|| taken.digest.to_string()),
            root: taken.root.to_string(),
            images: taken.images,
            annotations: taken.annotations,
            withdrawn: line.withdrawn,
            taken_by: line.taken_by,
            taken_at: line.taken_at,
        }
    }
}

/// A snapshot, if the client may do this with its set and know what it selects, and how the client stands to the set.
async fn permitted(
    commands: &Commands,
    client: Client,
    id: SnapshotId,
    action: Action,
) -> Result<(SnapshotLine, Standing), Problem> {
    let line = commands.views().snapshot(id).await?.ok_or_else(Problem::not_found)?;
    let standing = commands.permissions.on_set(client.account, line.image_set.into(), action).await?;
    SeenVotes::may_see_selected(&standing, &line.taken.selection)?;
    Ok((line, standing))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Snapshots {
    snapshots: Vec<Snapshot>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the snapshots of a set, newest first.
///
/// Where votes are hidden from you, those that select by votes are left out.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "A page of snapshots", body = Snapshots)))]
pub async fn list(
    client: Client,
    Path(set): Path<ImageSetId>,
    Page { after, limit }: Page,
    State(commands): State<Commands>,
) -> Result<Json<Snapshots>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Read).await?;
    if let Some(after) = after {
        let last = commands.views().snapshot(SnapshotId::new(after)).await?;
        last.filter(|last| last.image_set == set.uuid()).ok_or_else(page::no_such_place)?;
    }
    let lines = commands.views().snapshots(set, after.map(SnapshotId::new), limit).await?;
    let next = page::next(&lines, |line| line.snapshot);
    let known = lines.into_iter().filter(|line| SeenVotes::knows_selected(&standing, &line.taken.selection));
    Ok(Json(Snapshots { next, snapshots: known.map(|line| Snapshot::of(line, &standing)).collect() }))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedSnapshot {
    #[serde(flatten)]
    snapshot: Snapshot,
    /// Whether its content, computed anew for this answer, still has the digest.
    intact: bool,
    /// What it has; `null` where `digest` is.
    found_digest: Option<String>,
}

/// Read a snapshot; its content is computed anew and checked against its digest.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The snapshot", body = CheckedSnapshot)),
)]
pub async fn show(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
) -> Result<Json<CheckedSnapshot>, Problem> {
    let (line, standing) = permitted(&commands, client, id, Action::Read).await?;
    let checked = commands.snapshots.check(id).await?;
    Ok(Json(CheckedSnapshot {
        snapshot: Snapshot::of(line, &standing),
        intact: checked.is_intact(),
        found_digest: (!SeenVotes::hides(&standing)).then(|| checked.found.digest.to_string()),
    }))
}

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
    post, path = LISTED,
    responses((status = CREATED, description = "It is taken", body = TakenSnapshot)),
)]
#[instrument(name = "api.snapshots.take", skip_all, fields(image_set = %set))]
pub async fn take(
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

/// Both; what is left out becomes empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotTexts {
    name: String,
    #[serde(default)]
    note: String,
}

/// Rename a snapshot. What it holds cannot be changed.
#[utoipa::path(patch, path = LISTED, responses((status = NO_CONTENT, description = "It is renamed")))]
#[instrument(name = "api.snapshots.rename", skip_all, fields(snapshot = %id))]
pub async fn rename(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
    Body(texts): Body<SnapshotTexts>,
) -> Result<Done, Problem> {
    permitted(&commands, client, id, Action::TakeSnapshot).await?;
    let (name, note) = (name("name", &texts.name)?, text("note", &texts.note)?);
    Ok(done(commands.snapshots.rename(client.caller(&commands), id, name, note).await?))
}

/// Withdraw a snapshot: it is listed and exported no more, and stays in the record.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is withdrawn")))]
#[instrument(name = "api.snapshots.withdraw", skip_all, fields(snapshot = %id))]
pub async fn withdraw(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.snapshots.withdraw(client.caller(&commands), id).await?))
}
