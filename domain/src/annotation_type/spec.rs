//! What a label must satisfy to be of a type.

use serde::{Deserialize, Serialize};

use super::{AnnotationType, TypeDefinition};
use crate::{AnnotationTypeId, Shape, ShapeKind};

/// An annotation type as a drawing command needs it: looked up, then handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    pub id: AnnotationTypeId,
    pub shape: ShapeKind,
    pub node_count: Option<u16>,
    pub allows_blurred: bool,
    pub allows_concealed: bool,
    pub active: bool,
}

/// Why a label is not of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("this annotation type is not active")]
    Inactive,
    #[error("this annotation type is drawn as a {}", .0.words())]
    OtherShape(ShapeKind),
    #[error("this annotation type has exactly {0} points")]
    NodeCount(u16),
    #[error("labels of this annotation type cannot be blurred")]
    Blurred,
    #[error("labels of this annotation type cannot be concealed")]
    Concealed,
    #[error("a label that says \"not in image\" is neither blurred nor concealed")]
    FlagsOfNothing,
}

impl Spec {
    pub fn of(id: AnnotationTypeId, annotation_type: &AnnotationType) -> Option<Self> {
        let AnnotationType::Defined { definition, active, .. } = annotation_type else { return None };
        let TypeDefinition { shape, node_count, allows_blurred, allows_concealed, .. } = *definition;
        Some(Self { id, shape, node_count, allows_blurred, allows_concealed, active: *active })
    }

    /// Whether a label may be so.
    pub fn fits(&self, shape: &Shape, blurred: bool, concealed: bool) -> Result<(), Misfit> {
        if !self.active {
            return Err(Misfit::Inactive);
        }
        match shape.kind() {
            None if blurred || concealed => return Err(Misfit::FlagsOfNothing),
            None => return Ok(()),
            Some(kind) if kind != self.shape => return Err(Misfit::OtherShape(self.shape)),
            Some(_) => {}
        }
        match self.node_count {
            Some(count) if usize::from(count) != shape.nodes().len() => Err(Misfit::NodeCount(count)),
            _ if blurred && !self.allows_blurred => Err(Misfit::Blurred),
            _ if concealed && !self.allows_concealed => Err(Misfit::Concealed),
            _ => Ok(()),
        }
    }
}
