//! Taking a vote back.

use axum::extract::State;
use commands::Commands;
use domain::AnnotationId;
use tracing::instrument;

use crate::{
    Problem,
    annotations::{Annotation, Tagged, change::beside_the_present, show},
    client::Client,
    extract::{Path, Revision},
    positioned::Positioned,
};

/// Take your vote on an annotation back.
#[utoipa::path(
    delete,
    path = "/api/v1/annotations/{annotation}/vote",
    operation_id = "withdraw_vote",
    tag = "votes",
    params(
        ("annotation" = Uuid, Path),
        ("If-Match" = String, Header, description = "The revision you saw, in quotation marks"),
    ),
    responses((status = OK, description = "It counts no longer", body = Annotation)),
)]
#[instrument(name = "api.votes.withdraw", skip_all, fields(annotation = %id))]
pub async fn delete(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
) -> Result<Positioned<Tagged>, Problem> {
    match commands.labels.withdraw_vote(client.caller(&commands), id, revision).await {
        Ok(receipt) => Ok(show::after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}
