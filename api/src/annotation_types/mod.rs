//! What labels are called, and which shape they have.

pub mod change;
pub mod define;
pub mod list;

use domain::ShapeKind;
use projections::annotation_types::TypeLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationType {
    annotation_type: Uuid,
    name: String,
    shape: Kind,
    /// Exactly so many points; as many as the shape allows, if nothing.
    node_count: Option<u16>,
    allows_blurred: bool,
    allows_concealed: bool,
    /// Labels of a type that is not active can neither be drawn nor changed.
    active: bool,
}

/// Which shape the labels of a type have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ShapeKind)]
pub enum Kind {
    BoundingBox,
    Point,
    Line,
    MultiLine,
    Polygon,
}

impl From<TypeLine> for AnnotationType {
    fn from(TypeLine { name, spec }: TypeLine) -> Self {
        Self {
            annotation_type: spec.id.uuid(),
            name,
            shape: spec.shape.into(),
            node_count: spec.node_count,
            allows_blurred: spec.allows_blurred,
            allows_concealed: spec.allows_concealed,
            active: spec.active,
        }
    }
}

impl From<ShapeKind> for Kind {
    fn from(kind: ShapeKind) -> Self {
        match kind {
            ShapeKind::BoundingBox => Self::BoundingBox,
            ShapeKind::Point => Self::Point,
            ShapeKind::Line => Self::Line,
            ShapeKind::MultiLine => Self::MultiLine,
            ShapeKind::Polygon => Self::Polygon,
        }
    }
}

impl From<Kind> for ShapeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::BoundingBox => Self::BoundingBox,
            Kind::Point => Self::Point,
            Kind::Line => Self::Line,
            Kind::MultiLine => Self::MultiLine,
            Kind::Polygon => Self::Polygon,
        }
    }
}
