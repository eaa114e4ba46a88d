//! What happened, as the log has it.

mod fact;

use axum::{Json, extract::State};
use commands::Commands;
use domain::{AccountId, Action, AnnotationId, ImageId, ImageSetId};
use projections::{Part, Recorded};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub(crate) use self::fact::{RecordedFact, with_names};
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    page,
    route::LISTED,
};

/// Facts, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    facts: Vec<RecordedFact>,
    /// `before` of the next page; nothing on the last one.
    next: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Before {
    /// `next` of the page before.
    before: Option<i64>,
    limit: Option<i64>,
}

impl Before {
    pub(crate) fn position(&self) -> i64 {
        self.before.unwrap_or(i64::MAX)
    }

    pub(crate) const fn limit(&self) -> Option<i64> {
        self.limit
    }
}

impl History {
    /// Without the votes that the asking person may not see.
    async fn page(commands: &Commands, client: Client, facts: Part<Recorded>) -> Result<Self, Problem> {
        let next = facts.last_of_more().map(|fact| fact.position);
        let facts = commands.seen_votes.among(client.account, facts.entries).await?;
        Ok(Self { next, facts: with_names(commands, facts).await? })
    }
}

/// Read what happened to an image set and everything in it.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of facts, newest first", body = History)),
)]
pub async fn of_set(
    client: Client,
    Path(set): Path<ImageSetId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let limit = page::limit(before.limit)?;
    let facts = commands.views().history_of_set(set, before.position(), limit).await?;
    Ok(Json(History::page(&commands, client, facts).await?))
}

/// Read what happened to an image and the labels on it.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of its facts, newest first", body = History)),
)]
pub async fn of_image(
    client: Client,
    Path(id): Path<ImageId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_image(client.account, id, Action::Read).await?;
    let limit = page::limit(before.limit)?;
    let facts = commands.views().history_of_image(id, before.position(), limit).await?;
    Ok(Json(History::page(&commands, client, facts).await?))
}

/// Read what happened to a label: every revision, every vote.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of its facts, newest first", body = History)),
)]
pub async fn of_annotation(
    client: Client,
    Path(id): Path<AnnotationId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    commands.permissions.on_label(client.account, id, Action::Read).await?;
    let limit = page::limit(before.limit)?;
    let facts = commands.views().history_of_annotation(id, before.position(), limit).await?;
    Ok(Json(History::page(&commands, client, facts).await?))
}

/// Read what a person did, as far as you may see it.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of facts, newest first", body = History)),
)]
pub async fn of_account(
    client: Client,
    Path(account): Path<AccountId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    let limit = page::limit(before.limit)?;
    commands.views().account(account).await?.ok_or_else(Problem::not_found)?;
    let views = commands.views();
    let facts = views.history_of_account(account, client.account, before.position(), limit).await?;
    Ok(Json(History::page(&commands, client, facts).await?))
}
