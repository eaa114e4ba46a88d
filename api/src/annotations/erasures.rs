//! Several labels of an image are deleted with one request.

use axum::{Json, extract::State};
use commands::{Commands, EraseAnnotation, MOST_ERASED, Refused};
use domain::{AnnotationId, ImageId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::Positioned,
    route::LISTED,
};

/// Labels to be deleted, at most 1,000.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Erasures {
    #[schema(min_items = 1, max_items = 1_000)]
    annotations: Vec<Erasure>,
}

/// A label to be deleted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    annotation: Uuid,
    /// As you saw it; a label that was changed since stays.
    #[schema(minimum = 1)]
    revision: u32,
}

/// What was deleted and what was not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erased {
    erased: Vec<Uuid>,
    left_out: Vec<NotErased>,
}

/// A label that stays.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotErased {
    annotation: Uuid,
    /// As deleting it alone would have been refused, for example `stale_revision`.
    code: &'static str,
    /// A sentence for people.
    detail: String,
}

/// Delete up to 1,000 annotations of an image; each is judged as when it is deleted alone.
///
/// One command: what you may delete, and nobody has changed since, is deleted; the rest is left out and reported.
#[utoipa::path(post, path = LISTED, responses((status = OK, description = "What became of each", body = Erased)))]
#[instrument(name = "api.annotations.erase_all", skip_all, fields(%image))]
pub async fn erase(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    Body(Erasures { annotations }): Body<Erasures>,
) -> Result<Positioned<Json<Erased>>, Problem> {
    if annotations.is_empty() || annotations.len() > MOST_ERASED {
        let detail = format!("annotations must have 1 to {MOST_ERASED} entries");
        return Err(Problem::invalid("annotations", detail));
    }
    let asked: Vec<EraseAnnotation> = annotations.into_iter().map(EraseAnnotation::from).collect();
    let outcomes = commands.labels.erase_all(client.caller(&commands), image, asked.clone()).await?;
    let position = commands.views().log().head().await?;
    let mut answer = Erased { erased: vec![], left_out: vec![] };
    for (EraseAnnotation { annotation, .. }, outcome) in asked.into_iter().zip(outcomes) {
        match outcome {
            Ok(()) => answer.erased.push(annotation.uuid()),
            Err(why) => answer.left_out.push(NotErased::new(annotation, why)),
        }
    }
    Ok(Positioned(position, Json(answer)))
}

impl From<Erasure> for EraseAnnotation {
    fn from(erasure: Erasure) -> Self {
        Self { annotation: AnnotationId::new(erasure.annotation), revision: erasure.revision }
    }
}

impl NotErased {
    fn new(annotation: AnnotationId, why: Refused) -> Self {
        Self { annotation: annotation.uuid(), code: why.code, detail: why.message }
    }
}
