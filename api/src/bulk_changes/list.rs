//! What was done at once in a set.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{Action, ImageSetId};
use projections::Narrowed;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    history::Before,
    page,
    route::LISTED,
};

/// Many facts that belong together.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkChangeLine {
    /// The correlation of its facts.
    bulk_change: Uuid,
    by: Uuid,
    /// `job`, `import`, `page` or `api`.
    via: &'static str,
    began_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
    /// Position of its latest fact.
    position: i64,
    /// How many facts there are, by their names.
    facts: BTreeMap<String, i64>,
}

/// Bulk changes, undos, imports and uploads, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkChangeLines {
    bulk_changes: Vec<BulkChangeLine>,
    /// `before` of the next page; nothing on the last one.
    next: Option<i64>,
}

/// List the bulk changes, undos, imports and uploads of an image set.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of them, newest first", body = BulkChangeLines)),
)]
pub async fn list(
    client: Client,
    Path(set): Path<ImageSetId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<BulkChangeLines>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let (views, limit) = (commands.views(), page::limit(before.limit())?);
    let meant = Narrowed { wholes: true, ..Narrowed::default() };
    let facts = views.history_of_set_by(set, meant, before.position(), limit).await?;
    let full = i64::try_from(facts.len()).is_ok_and(|count| count >= limit);
    let next = facts.last().filter(|_| full).map(|fact| fact.position);
    let of: Vec<_> = facts.iter().map(|fact| fact.correlation.uuid()).collect();
    let parts = views.parts_of_wholes(&of, Some(set)).await?;
    let line = |latest: &projections::Recorded| {
        let of = |part: &&projections::PartOfWhole| {
            (part.correlation, part.account) == (latest.correlation.uuid(), latest.account.uuid())
        };
        let mut line = BulkChangeLine {
            bulk_change: latest.correlation.uuid(),
            by: latest.account.uuid(),
            via: latest.via.as_str(),
            began_at: latest.at,
            ended_at: latest.at,
            position: latest.position,
            facts: BTreeMap::new(),
        };
        for part in parts.iter().filter(of) {
            line.began_at = line.began_at.min(part.first_at);
            line.facts.insert(part.r#type.clone(), part.facts);
        }
        line
    };
    Ok(Json(BulkChangeLines { bulk_changes: facts.iter().map(line).collect(), next }))
}
