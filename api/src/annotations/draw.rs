//! Drawing a label.

use axum::extract::State;
use commands::{Commands, DrawAnnotation};
use domain::{AnnotationId, AnnotationTypeId, Coordinate, ImageId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Annotation, after};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::{Created, Positioned},
    route::LISTED,
    shape::Shape,
};

/// A label to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    /// Made by whoever draws: best a `UUIDv7`.
    annotation: Uuid,
    annotation_type: Uuid,
    shape: Shape,
    #[serde(default)]
    blurred: bool,
    #[serde(default)]
    concealed: bool,
    /// Four clicks on the outermost points of the thing, if the box was made of them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Vec<f64>>>)]
    extreme_points: Option<Box<[[Coordinate; 2]; 4]>>,
}

/// Draw an annotation on an image.
///
/// Refused with `similar_annotation` when one of the same type lies within five pixels; `subject` names it.
#[utoipa::path(
    post, path = LISTED,
    responses((status = CREATED, description = "It is drawn", body = Annotation)),
)]
#[instrument(name = "api.annotations.draw", skip_all, fields(%image))]
pub async fn draw(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    Body(drawing): Body<Drawing>,
) -> Result<Positioned<Created<Annotation>>, Problem> {
    let (id, caller) = (AnnotationId::new(drawing.annotation), client.caller(&commands));
    let receipt = commands.labels.draw(caller, image, drawing.into()).await?;

    let Positioned(position, drawn) = after(&commands, client, id, receipt).await?;
    Ok(Positioned(position, Created(format!("/api/v1/annotations/{id}"), drawn)))
}

impl Drawing {
    pub(super) fn annotation(&self) -> Uuid {
        self.annotation
    }
}

impl From<Drawing> for DrawAnnotation {
    fn from(drawing: Drawing) -> Self {
        Self {
            annotation: AnnotationId::new(drawing.annotation),
            annotation_type: AnnotationTypeId::new(drawing.annotation_type),
            shape: drawing.shape.0,
            blurred: drawing.blurred,
            concealed: drawing.concealed,
            extreme_points: drawing.extreme_points,
        }
    }
}
