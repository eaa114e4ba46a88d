//! All types.

use axum::{Json, extract::State};
use commands::Commands;
use serde::Serialize;
use utoipa::ToSchema;

use super::AnnotationType;
use crate::{Problem, client::Client};

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationTypes {
    annotation_types: Vec<AnnotationType>,
}

/// List the annotation types, active ones first.
#[utoipa::path(
    get,
    path = "/api/v1/annotation-types",
    operation_id = "list_annotation_types",
    tag = "annotation types",
    responses((status = OK, description = "The types", body = AnnotationTypes)),
)]
pub async fn get(_: Client, State(commands): State<Commands>) -> Result<Json<AnnotationTypes>, Problem> {
    let lines = commands.views().annotation_types().await?;
    Ok(Json(AnnotationTypes { annotation_types: lines.into_iter().map(AnnotationType::from).collect() }))
}
