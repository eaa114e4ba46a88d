//! What people think of labels.

use axum::extract::State;
use commands::Commands;
use domain::AnnotationId;
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use crate::{
    Problem,
    annotations::{Annotation, Tagged, Verdict, after, beside_the_present},
    client::Client,
    extract::{Body, Path, Revision},
    positioned::Positioned,
    route::LISTED,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    verdict: Verdict,
    /// The revision that was looked at.
    revision: u32,
}

/// Say whether an annotation is right.
///
/// Voting again replaces your earlier vote.
#[utoipa::path(
    put, path = LISTED,
    responses((status = OK, description = "The vote counts", body = Annotation)),
)]
#[instrument(name = "api.votes.cast", skip_all, fields(annotation = %id))]
pub async fn cast(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
    Body(ballot): Body<Ballot>,
) -> Result<Positioned<Tagged>, Problem> {
    let caller = client.caller(&commands);
    match commands.labels.vote(caller, id, ballot.revision, ballot.verdict.into()).await {
        Ok(receipt) => Ok(after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}

/// Take your vote on an annotation back.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = OK, description = "It counts no longer", body = Annotation)),
)]
#[instrument(name = "api.votes.withdraw", skip_all, fields(annotation = %id))]
pub async fn withdraw(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
) -> Result<Positioned<Tagged>, Problem> {
    match commands.labels.withdraw_vote(client.caller(&commands), id, revision).await {
        Ok(receipt) => Ok(after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}
