//! Taking a snapshot off the list.

use axum::extract::State;
use commands::Commands;
use domain::SnapshotId;
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Withdraw a snapshot: it is listed and exported no more, and stays in the record.
#[utoipa::path(
    delete,
    path = "/api/v1/snapshots/{snapshot}",
    operation_id = "withdraw_snapshot",
    tag = "snapshots",
    params(("snapshot" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is withdrawn")),
)]
#[instrument(name = "api.snapshots.withdraw", skip_all, fields(snapshot = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<SnapshotId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.snapshots.withdraw(client.caller(&commands), id).await?))
}
