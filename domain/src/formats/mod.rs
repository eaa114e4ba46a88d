//! How labels are written down for other programs: pure functions over what a snapshot holds.
//!
//! To add a format: a `Writer` in a folder of its own, an entry in `table.rs`, and a reader in `tests/readers`.

mod coco;
mod csv;
mod cvat;
mod datumaro;
mod file_names;
mod imagetagger;
mod json_rows;
mod label_studio;
mod labelme;
mod mask;
mod packaging;
mod part;
mod proposal;
pub mod read;
mod report;
pub mod samples;
mod table;
pub mod template;
mod text;
mod torso;
mod voc;
mod writer;
mod yolo;
#[cfg(test)]
mod tests;

pub(crate) use self::table::CODES_AND_TEMPLATE;
pub use self::{
    file_names::{FileKeys, FileName, SameFileName},
    packaging::Packaging,
    proposal::YoloProposal,
    report::{Loss, Report},
    table::BuiltIn,
    writer::{Files, Sink, Writer, write},
};
use self::{json_rows::JsonRows, part::Part};
use crate::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Shape, ShapeKind,
};

/// What an export says about the whole set, as of its log position.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledSet {
    pub image_set: ImageSetId,
    pub name: String,
    pub description: String,
    pub location: String,
    /// `None`: the set was released.
    pub team: Option<String>,
    /// All types of the site that were defined by then, inactive ones too, in the order of their numbers.
    pub types: Vec<LabelledType>,
    pub position: i64,
    /// Name of the snapshot, if the export is of one.
    pub snapshot: Option<String>,
}

/// An annotation type as it was at the export's log position.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledType {
    pub id: AnnotationTypeId,
    /// Place among all types of the site by their definition, from 0: its class number, in every export and for ever.
    pub number: u32,
    pub name: String,
    pub shape: ShapeKind,
    pub node_count: Option<u16>,
    /// Whether the selection names it or, where that names none, an image of the cut has a label of it.
    pub used: bool,
}

impl LabelledSet {
    /// The annotation type of a label of the set.
    pub(crate) fn type_of(&self, label: &Label) -> Option<&LabelledType> {
        self.types.iter().find(|kind| kind.id == label.annotation_type)
    }

    /// Whether labels of such a shape are to be expected.
    pub(crate) fn uses(&self, shape: ShapeKind) -> bool {
        self.types.iter().any(|kind| kind.used && kind.shape == shape)
    }
}

/// One image with its labels; images come in natural order of their names, then by id.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledImage {
    pub image: ImageId,
    pub name: String,
    pub same_file_name: SameFileName,
    /// Where its file lay when it came, with the file's name; empty when it came without a folder.
    pub path: String,
    pub digest: Digest,
    pub media_type: String,
    pub frame: Frame,
    /// In the order in which they were drawn.
    pub labels: Vec<Label>,
}

/// One label as it was at the export's log position.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub annotation: AnnotationId,
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
    pub revision: u32,
    /// Who drew it first.
    pub author: AccountId,
    pub accepts: u32,
    pub rejects: u32,
    /// Accepts by people other than the one who made this revision.
    pub accepts_by_others: u32,
}
