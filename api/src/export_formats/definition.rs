//! What an export format consists of.

use domain::{AnnotationTypeId, export_format};
use projections::export_formats::FormatLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Problem, page::name};

#[derive(Debug, Serialize, ToSchema)]
pub struct ExportFormat {
    export_format: Uuid,
    team: Uuid,
    team_name: String,
    author: Uuid,
    /// Whether everybody may use it.
    public: bool,
    definition: ExportFormatDefinition,
}

/// What a format consists of, in ImageTagger's template language.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportFormatDefinition {
    name: String,
    /// Empty: every type.
    #[serde(default)]
    annotation_types: Vec<Uuid>,
    base: String,
    /// Used when labels are aggregated by image.
    #[serde(default)]
    image: String,
    annotation: String,
    #[serde(default)]
    vector: String,
    #[serde(default)]
    not_in_image: String,
    file_name: String,
    /// Accepts minus rejects a label must have at least.
    #[serde(default)]
    min_verifications: i32,
    #[serde(default)]
    aggregate_by_image: bool,
    #[serde(default = "yes")]
    include_blurred: bool,
    #[serde(default = "yes")]
    include_concealed: bool,
}

const fn yes() -> bool {
    true
}

impl ExportFormatDefinition {
    pub(super) fn parse(self) -> Result<export_format::FormatDefinition, Problem> {
        Ok(export_format::FormatDefinition {
            name: name("name", &self.name)?,
            annotation_types: self.annotation_types.into_iter().map(AnnotationTypeId::new).collect(),
            base: self.base,
            image: self.image,
            annotation: self.annotation,
            vector: self.vector,
            not_in_image: self.not_in_image,
            file_name: self.file_name,
            min_verifications: self.min_verifications,
            aggregate_by_image: self.aggregate_by_image,
            include_blurred: self.include_blurred,
            include_concealed: self.include_concealed,
        })
    }
}

impl From<export_format::FormatDefinition> for ExportFormatDefinition {
    fn from(definition: export_format::FormatDefinition) -> Self {
        Self {
            name: definition.name.into(),
            annotation_types: definition.annotation_types.into_iter().map(Uuid::from).collect(),
            base: definition.base,
            image: definition.image,
            annotation: definition.annotation,
            vector: definition.vector,
            not_in_image: definition.not_in_image,
            file_name: definition.file_name,
            min_verifications: definition.min_verifications,
            aggregate_by_image: definition.aggregate_by_image,
            include_blurred: definition.include_blurred,
            include_concealed: definition.include_concealed,
        }
    }
}

impl From<FormatLine> for ExportFormat {
    fn from(line: FormatLine) -> Self {
        Self {
            export_format: line.export_format,
            team: line.team,
            team_name: line.team_name,
            author: line.author,
            public: line.public,
            definition: line.definition.0.into(),
        }
    }
}
