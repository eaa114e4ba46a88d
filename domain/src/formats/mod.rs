//! How labels are written down for other programs: pure functions over what a snapshot holds.
//!
//! To add a format: a `Writer` in a folder of its own, an entry in `table.rs`, and a reader in `tests/readers`.

mod coco;
mod file_names;
mod packaging;
mod report;
pub mod samples;
mod table;
pub mod template;
mod writer;
mod yolo;
#[cfg(test)]
mod tests;

pub(crate) use self::table::CODES_AND_TEMPLATE;
pub use self::{
    file_names::{FileName, FileNames},
    packaging::Packaging,
    report::{Loss, Report},
    table::BuiltIn,
    writer::{Files, Sink, Writer, write},
};
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
    /// Every type that occurs or was selected, ordered by name, then id: class numbers follow this order.
    pub types: Vec<LabelledType>,
    pub position: i64,
    /// Name of the snapshot, if the export is of one.
    pub snapshot: Option<String>,
}

/// An annotation type as it was at the export's log position.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledType {
    pub id: AnnotationTypeId,
    pub name: String,
    pub shape: ShapeKind,
    pub node_count: Option<u16>,
}

/// One image with its labels; images come by name, then id.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledImage {
    pub image: ImageId,
    pub name: String,
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
