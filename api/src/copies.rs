//! Labels taken over from another image.

use axum::{Json, extract::State};
use commands::{Commands, CopyAnnotations};
use domain::{AnnotationId, ImageId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    annotations::Annotation,
    client::Client,
    extract::{Body, Path},
    positioned::Positioned,
    route::LISTED,
};

/// Which labels, and from where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Copying {
    /// The image they are on; you must be able to read it.
    from: Uuid,
    /// All of them if left out.
    #[serde(default)]
    annotations: Option<Vec<Uuid>>,
}

/// What was copied and what was not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Copies {
    copied: Vec<Annotation>,
    left_out: Vec<NotCopied>,
}

/// A label that was left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotCopied {
    /// On the image it was to be copied from.
    annotation: Uuid,
    /// As drawing it would have been refused, for example `similar_annotation` or `outside_image`.
    code: &'static str,
    /// A sentence for people.
    detail: String,
    /// The label in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Uuid>,
}

/// Copy annotations from another image.
///
/// One command: what fits is copied, and each copy names its origin; what does not fit is left out and reported.
#[utoipa::path(
    post, path = LISTED,
    responses((status = OK, description = "What fits is copied", body = Copies)),
)]
#[instrument(name = "api.copies.make", skip_all, fields(%image))]
pub async fn make(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    Body(copying): Body<Copying>,
) -> Result<Positioned<Json<Copies>>, Problem> {
    let outcome = commands.labels.copy(client.caller(&commands), image, copying.into()).await?;
    let position = outcome.receipt.position;

    let lines = commands.views().annotations_on_as_of(image, client.account, position).await?;
    let is_copy = |id: Uuid| outcome.copies.contains(&AnnotationId::new(id));
    let copied = lines.into_iter().filter(|line| is_copy(line.annotation)).map(Annotation::from).collect();
    let left_out = outcome.left_out.into_iter().map(NotCopied::from).collect();
    Ok(Positioned(position, Json(Copies { copied, left_out })))
}

impl From<Copying> for CopyAnnotations {
    fn from(copying: Copying) -> Self {
        let ids = |ids: Vec<Uuid>| ids.into_iter().map(AnnotationId::new).collect();
        Self { from: ImageId::new(copying.from), annotations: copying.annotations.map(ids) }
    }
}

impl From<commands::LeftOut> for NotCopied {
    fn from(commands::LeftOut { origin, why }: commands::LeftOut) -> Self {
        Self { annotation: origin.uuid(), code: why.code, detail: why.message, subject: why.subject }
    }
}
