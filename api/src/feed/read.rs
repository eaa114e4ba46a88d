//! A page of the feed.

use axum::{Json, extract::State};
use commands::Commands;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{place, visible::VisibleFacts};
use crate::{
    Problem,
    client::Client,
    extract::Query,
    history::{RecordedFact, with_names},
    page,
    positioned::Positioned,
    route::LISTED,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// `next` of the page before; 0 for the beginning. What lies beyond the end of the log is refused.
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    after: i64,
    /// How many facts to look at.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Feed {
    /// Oldest first. Those that you may not see are left out.
    facts: Vec<RecordedFact>,
    /// Everything up to here was looked at: `after` of the next page.
    next: i64,
    /// Position of the last fact in the log. You are up to date when `next` has reached it.
    head: i64,
}

/// Read everything since a log position, deletions included.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of facts, oldest first", body = Feed)),
)]
pub async fn read(
    client: Client,
    Query(After { after, limit }): Query<After>,
    State(commands): State<Commands>,
) -> Result<Positioned<Json<Feed>>, Problem> {
    let limit = page::limit(limit)?;
    let log = commands.views().log();
    let head = log.head().await?;
    let after = place("after", after, head)?;
    let facts = log.part_after(after, limit).await?;
    let next = facts.last().map_or(after, |fact| fact.position);
    let visible = VisibleFacts::new(commands.clone(), client).among(facts.entries).await?;
    let facts = with_names(&commands, visible).await?;
    Ok(Positioned(head.max(next), Json(Feed { facts, next, head: head.max(next) })))
}
