//! Casting a vote.

use axum::extract::State;
use commands::Commands;
use domain::AnnotationId;
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use super::Verdict;
use crate::{
    Problem,
    annotations::{Annotation, Tagged, change::beside_the_present, show},
    client::Client,
    extract::{Body, Path},
    positioned::Positioned,
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
    put,
    path = "/api/v1/annotations/{annotation}/vote",
    operation_id = "vote_on_annotation",
    tag = "votes",
    params(("annotation" = Uuid, Path)),
    request_body = Ballot,
    responses((status = OK, description = "The vote counts", body = Annotation)),
)]
#[instrument(name = "api.votes.cast", skip_all, fields(annotation = %id))]
pub async fn put(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
    Body(ballot): Body<Ballot>,
) -> Result<Positioned<Tagged>, Problem> {
    let caller = client.caller(&commands);
    match commands.labels.vote(caller, id, ballot.revision, ballot.verdict.into()).await {
        Ok(receipt) => Ok(show::after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}
