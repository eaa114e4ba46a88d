//! What differs between a snapshot and another, or now.

mod wire;

use axum::{Json, extract::State};
use commands::{Commands, SeenVotes};
use domain::{Action, SnapshotId};
use projections::labelling::{Cut, Reader, diff};
use serde::Deserialize;
use tracing::instrument;
use utoipa::IntoParams;
use uuid::Uuid;

pub use self::wire::Diff;
use super::permitted;
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    page,
    route::LISTED,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct With {
    /// `now`, or the id of another snapshot of the set.
    with: String,
    /// How many changes to skip.
    #[serde(default)]
    #[param(default = 0)]
    offset: u64,
    limit: Option<i64>,
}

/// Compare a snapshot with another one of its set, or with now: what was added, removed, changed, by whom and when.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The differences", body = Diff)))]
#[instrument(name = "api.snapshots.diff", skip_all, fields(snapshot = %id))]
pub async fn diff(
    client: Client,
    Path(id): Path<SnapshotId>,
    Query(with): Query<With>,
    State(commands): State<Commands>,
) -> Result<Json<Diff>, Problem> {
    let (line, standing) = permitted(&commands, client, id, Action::Read).await?;
    let limit = page::limit(with.limit)?.cast_unsigned();
    let (set, taken, views) = (line.image_set, line.taken.0, commands.views());
    let before = views.labelled(&taken).await?;
    let after = match with.with.as_str() {
        "now" => views.labelled(Cut::of(taken.image_set, i64::MAX, &taken.selection)).await?,
        other => with.other(&commands, client, other, set).await?,
    };
    let (before, after) = if SeenVotes::hides(&standing) {
        (before.without_votes(), after.without_votes())
    } else {
        (before, after)
    };
    let page = diff::Page { offset: with.offset, limit };
    Ok(Json(diff::diff(before, after, page).await?.into()))
}

impl With {
    async fn other(
        &self,
        commands: &Commands,
        client: Client,
        other: &str,
        set: Uuid,
    ) -> Result<Reader, Problem> {
        let wrong = || Problem::invalid("with", "with must be `now` or the id of a snapshot of the same set");
        let id = other.parse().map_err(|_| wrong())?;
        let (line, _) = permitted(commands, client, id, Action::Read).await.map_err(|_| wrong())?;
        if set != line.image_set {
            return Err(wrong());
        }
        Ok(commands.views().labelled(&line.taken.0).await?)
    }
}
