//! What a team writes to define a format. It is stored: add fields, never edit them.

use serde::{Deserialize, Serialize};

use crate::{AnnotationTypeId, Name};

/// What a format consists of; see the parent module for the language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatDefinition {
    pub name: Name,
    /// Empty: every type.
    pub annotation_types: Vec<AnnotationTypeId>,
    pub base: String,
    /// Used when labels are aggregated by image.
    pub image: String,
    pub annotation: String,
    pub vector: String,
    pub not_in_image: String,
    pub file_name: String,
    /// Accepts minus rejects a label must have at least.
    pub min_verifications: i32,
    pub aggregate_by_image: bool,
    pub include_blurred: bool,
    pub include_concealed: bool,
}
