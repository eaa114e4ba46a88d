//! What labels are called, and which shape they have.

pub mod change;

use axum::{Json, extract::State};
use commands::Commands;
use domain::annotation_type;
use projections::annotation_types::TypeLine;
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem, client::Client, extract::Body, page::name, positioned::Created, route::LISTED, shape::Kind,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationType {
    annotation_type: Uuid,
    /// Its place among all types in the order in which they were defined, from 0: its class in YOLO, and one less than its
    /// category in COCO, in every export and for ever.
    number: u32,
    name: String,
    shape: Kind,
    /// Exactly so many points; as many as the shape allows, if nothing.
    node_count: Option<u16>,
    allows_blurred: bool,
    allows_concealed: bool,
    /// Labels of a type that is not active can neither be drawn nor changed.
    active: bool,
}

impl From<TypeLine> for AnnotationType {
    fn from(TypeLine { name, number, spec }: TypeLine) -> Self {
        Self {
            annotation_type: spec.id.uuid(),
            number,
            name,
            shape: Kind(spec.shape),
            node_count: spec.node_count,
            allows_blurred: spec.allows_blurred,
            allows_concealed: spec.allows_concealed,
            active: spec.active,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationTypes {
    annotation_types: Vec<AnnotationType>,
}

/// List the annotation types, active ones first.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The types", body = AnnotationTypes)),
)]
pub async fn list(_: Client, State(commands): State<Commands>) -> Result<Json<AnnotationTypes>, Problem> {
    let lines = commands.views().annotation_types().await?;
    Ok(Json(AnnotationTypes { annotation_types: lines.into_iter().map(AnnotationType::from).collect() }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnnotationType {
    name: String,
    shape: Kind,
    /// Exactly so many points; for multi-lines and polygons only.
    #[serde(default)]
    node_count: Option<u16>,
    #[serde(default)]
    allows_blurred: bool,
    #[serde(default)]
    allows_concealed: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DefinedAnnotationType {
    annotation_type: Uuid,
}

/// Define an annotation type. Takes staff.
#[utoipa::path(
    post, path = LISTED,
    responses((status = CREATED, description = "It is defined", body = DefinedAnnotationType)),
)]
#[instrument(name = "api.annotation_types.define", skip_all)]
pub async fn define(
    client: Client,
    State(commands): State<Commands>,
    Body(new): Body<NewAnnotationType>,
) -> Result<Created<DefinedAnnotationType>, Problem> {
    let id = commands.annotation_types.define(client.caller(&commands), new.definition()?).await?.uuid();
    let defined = DefinedAnnotationType { annotation_type: id };
    Ok(Created(format!("/api/v1/annotation-types/{id}"), defined))
}

impl NewAnnotationType {
    fn definition(self) -> Result<annotation_type::TypeDefinition, Problem> {
        Ok(annotation_type::TypeDefinition {
            name: name("name", &self.name)?,
            shape: self.shape.0,
            node_count: self.node_count,
            allows_blurred: self.allows_blurred,
            allows_concealed: self.allows_concealed,
        })
    }
}
