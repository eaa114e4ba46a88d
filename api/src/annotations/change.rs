//! Labels are changed, deleted, and restored.

use axum::extract::State;
use commands::{ChangeAnnotation, Commands};
use domain::{AnnotationId, AnnotationTypeId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Annotation, Tagged, after, beside_the_present};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path, Revision},
    optional::present,
    positioned::{Done, Positioned, done},
    route::LISTED,
    shape::Shape,
};

/// What is to be different; the rest stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnotationChange {
    #[serde(default, deserialize_with = "present")]
    annotation_type: Option<Uuid>,
    #[serde(default, deserialize_with = "present")]
    shape: Option<Shape>,
    #[serde(default, deserialize_with = "present")]
    blurred: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    concealed: Option<bool>,
}

/// Change an annotation: its shape, its type, its flags.
///
/// Starts a new revision; votes start over with your accept. A revision that is not the present one is refused with
/// `stale_revision`, and `current` shows the present one.
#[utoipa::path(
    patch, path = LISTED,
    responses((status = OK, description = "It is changed", body = Annotation)),
)]
#[instrument(name = "api.annotations.change", skip_all, fields(annotation = %id))]
pub async fn change(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
    Body(change): Body<AnnotationChange>,
) -> Result<Positioned<Tagged>, Problem> {
    let caller = client.caller(&commands);
    match commands.labels.change(caller, id, revision, change.into()).await {
        Ok(receipt) => Ok(after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}

impl From<AnnotationChange> for ChangeAnnotation {
    fn from(change: AnnotationChange) -> Self {
        Self {
            annotation_type: change.annotation_type.map(AnnotationTypeId::new),
            shape: change.shape.map(|shape| shape.0),
            blurred: change.blurred,
            concealed: change.concealed,
        }
    }
}

/// Delete an annotation; it can be restored.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is deleted")))]
#[instrument(name = "api.annotations.erase", skip_all, fields(annotation = %id))]
pub async fn erase(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    match commands.labels.erase(client.caller(&commands), id, revision).await {
        Ok(receipt) => Ok(done(receipt)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}

/// Restore a deleted annotation, votes included.
#[utoipa::path(post, path = LISTED, responses((status = OK, description = "It is back", body = Annotation)))]
#[instrument(name = "api.annotations.restore", skip_all, fields(annotation = %id))]
pub async fn restore(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
) -> Result<Positioned<Tagged>, Problem> {
    let receipt = commands.labels.restore(client.caller(&commands), id).await?;
    Ok(after(&commands, client, id, receipt).await?.map(Tagged))
}
