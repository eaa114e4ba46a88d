//! Changing a label.

use axum::extract::State;
use commands::{ChangeAnnotation, CommandError, Commands};
use domain::{AnnotationId, AnnotationTypeId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Annotation, Tagged, show};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path, Revision},
    optional::present,
    positioned::Positioned,
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
    patch,
    path = "/api/v1/annotations/{annotation}",
    operation_id = "change_annotation",
    tag = "annotations",
    params(
        ("annotation" = Uuid, Path),
        ("If-Match" = String, Header, description = "The revision you saw, in quotation marks"),
    ),
    request_body = AnnotationChange,
    responses((status = OK, description = "It is changed", body = Annotation)),
)]
#[instrument(name = "api.annotations.change", skip_all, fields(annotation = %id))]
pub async fn patch(
    client: Client,
    Path(id): Path<AnnotationId>,
    Revision(revision): Revision,
    State(commands): State<Commands>,
    Body(change): Body<AnnotationChange>,
) -> Result<Positioned<Tagged>, Problem> {
    let caller = client.caller(&commands);
    match commands.labels.change(caller, id, revision, change.into()).await {
        Ok(receipt) => Ok(show::after(&commands, client, id, receipt).await?.map(Tagged)),
        Err(error) => Err(beside_the_present(&commands, client, id, error).await),
    }
}

/// Nothing silently wins: whoever is refused for an old revision is shown the present one.
pub(crate) async fn beside_the_present(
    commands: &Commands,
    client: Client,
    id: AnnotationId,
    error: CommandError,
) -> Problem {
    let problem = Problem::from(error);
    if problem.code != "stale_revision" {
        return problem;
    }
    match commands.views().annotation(id, client.account).await {
        Ok(line) => Problem { current: line.map(|line| Box::new(line.into())), ..problem },
        Err(error) => error.into(),
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
