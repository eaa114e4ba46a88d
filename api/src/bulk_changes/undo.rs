//! Undoing a bulk change, or an undo.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::StatusCode};
use commands::{Commands, undo::LeftAlone};
use domain::{AnnotationId, CorrelationId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{OrderedBulkChange, Refusal, ordered};
use crate::{Problem, client::Client, extract::Path, route::LISTED};

/// Labels that are listed; the others are counted.
const REFUSALS: usize = 1_000;

/// What undoing would do, as things stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoPreview {
    /// So many labels, or images, would be as before.
    undone: usize,
    /// What would be done to them, and to how many: `erase`, `restore`, `change`, `remove_image`, `restore_votes`, …
    steps: BTreeMap<&'static str, usize>,
    /// So many would be left alone.
    left: usize,
    /// The first 1,000 of them, and why.
    refusals: Vec<Refusal>,
}

/// Look what undoing a bulk change would do. Nothing is changed.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "What would be undone", body = UndoPreview)),
)]
pub async fn preview(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<UndoPreview>, Problem> {
    commands.bulk_changes.find(client.account, id).await?;
    let plan = commands.undos.plan(client.account, CorrelationId::new(id)).await?;
    let refusals = plan.left.iter().take(REFUSALS).map(Refusal::from).collect();
    let mut steps = BTreeMap::new();
    for step in plan.undone.iter().flat_map(|back| &back.steps) {
        *steps.entry(step.into()).or_default() += 1;
    }
    Ok(Json(UndoPreview { undone: plan.undone.len(), steps, left: plan.left.len(), refusals }))
}

/// Undo a bulk change, as a job. Labels that others changed since are left alone.
#[utoipa::path(
    post, path = LISTED,
    responses((status = ACCEPTED, description = "A job does it", body = OrderedBulkChange)),
)]
pub async fn order(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<(StatusCode, Json<OrderedBulkChange>), Problem> {
    commands.bulk_changes.find(client.account, id).await?;
    Ok(ordered(commands.undos.request(client.caller(&commands), CorrelationId::new(id)).await?))
}

impl From<&LeftAlone> for Refusal {
    fn from(left: &LeftAlone) -> Self {
        Self {
            subject: left.annotation.map_or(left.image.uuid(), AnnotationId::uuid),
            code: left.why.code().to_owned(),
            detail: left.why.to_string(),
            by: Some(left.why.by().uuid()),
            other: None,
        }
    }
}
