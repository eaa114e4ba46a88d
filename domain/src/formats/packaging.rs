//! The formats that can be chosen, and how their output travels.

use super::{
    Coco, LabelledSet, Writer, Yolo,
    template::{Flaw, Template, TextWriter},
};
use crate::{TransferId, export_format::FormatDefinition, transfer::Format};

/// A format with what it needs to know besides the set.
#[derive(Debug, Clone, Copy)]
pub enum How<'a> {
    Coco,
    Yolo,
    /// The definition in the revision that the export asked for. The export's id may stand in the file name.
    Template {
        definition: &'a FormatDefinition,
        export: TransferId,
    },
}

/// How a format's output travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packaging {
    /// As people call the format.
    pub name: &'static str,
    /// Of the file that is downloaded, without a dot.
    pub extension: &'static str,
    pub media_type: &'static str,
    /// Whether the files a writer starts go into one zip; else there is exactly one.
    pub archive: bool,
}

impl Format {
    pub const fn packaging(self) -> Packaging {
        match self {
            Self::Coco => {
                Packaging { name: "COCO", extension: "json", media_type: "application/json", archive: false }
            }
            Self::Yolo => {
                Packaging { name: "YOLO", extension: "zip", media_type: "application/zip", archive: true }
            }
            Self::Template(_) => Packaging {
                name: "template",
                extension: "txt",
                media_type: "text/plain; charset=utf-8",
                archive: false,
            },
        }
    }
}

/// The writer of a format. Fails for a definition that was stored without having been checked.
pub fn writer(how: How<'_>, set: LabelledSet) -> Result<Box<dyn Writer>, Flaw> {
    Ok(match how {
        How::Coco => Box::new(Coco::new(set)),
        How::Yolo => Box::new(Yolo::new(set)),
        How::Template { definition, export } => {
            Box::new(TextWriter::new(Template::parse(definition)?, set, export))
        }
    })
}
