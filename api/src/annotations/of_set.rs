//! All labels of a set.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Annotation;
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    page,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `next` of the page before.
    after: Option<Uuid>,
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<i64>,
}

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
    params(("image_set" = Uuid, Path), Wanted),
    responses((status = OK, description = "A page of annotations", body = AnnotationsOfSet)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    Query(wanted): Query<Wanted>,
    State(commands): State<Commands>,
) -> Result<Json<AnnotationsOfSet>, Problem> {
    commands.permit(client.account, set, Action::Read).await?;
    let (after, limit) = (wanted.after.unwrap_or_default(), page::limit(wanted.limit)?);
    let lines = commands.views().annotations_of_set(set, client.account, after, limit).await?;
    let next = page::next(&lines, limit, |line| line.annotation);
    Ok(Json(AnnotationsOfSet { annotations: lines.into_iter().map(Annotation::from).collect(), next }))
}
