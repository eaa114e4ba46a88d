//! All labels of a set.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Annotation;
use crate::{
    Problem,
    client::Client,
    extract::Path,
    page::{self, Page, Paged},
};

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationsOfSet {
    annotations: Vec<Annotation>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the annotations of a set by id, which is nearly the order in which they were drawn.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}/annotations",
    operation_id = "list_annotations_of_set",
    tag = "annotations",
    params(("image_set" = Uuid, Path), Paged),
    responses((status = OK, description = "A page of annotations", body = AnnotationsOfSet)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    Page { after, limit }: Page,
    State(commands): State<Commands>,
) -> Result<Json<AnnotationsOfSet>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let lines =
        commands.views().annotations_of_set(set, client.account, after.unwrap_or_default(), limit).await?;
    let next = page::next(&lines, limit, |line| line.annotation);
    Ok(Json(AnnotationsOfSet { annotations: lines.into_iter().map(Annotation::from).collect(), next }))
}
