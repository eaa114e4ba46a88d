//! A new type.

use axum::extract::State;
use commands::Commands;
use domain::annotation_type;
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Kind;
use crate::{Problem, client::Client, extract::Body, page::name, positioned::Created};

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
    post,
    path = "/api/v1/annotation-types",
    operation_id = "define_annotation_type",
    tag = "annotation types",
    request_body = NewAnnotationType,
    responses((status = CREATED, description = "It is defined", body = DefinedAnnotationType)),
)]
#[instrument(name = "api.annotation_types.define", skip_all)]
pub async fn post(
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
            shape: self.shape.into(),
            node_count: self.node_count,
            allows_blurred: self.allows_blurred,
            allows_concealed: self.allows_concealed,
        })
    }
}
