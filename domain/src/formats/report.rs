//! What a format could not carry, and how often.

use std::collections::BTreeMap;

use crate::ShapeKind;

/// A reason why a label, or a part of it, did not come through. The names are stored: add, never edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Loss {
    /// The format has no such shape. Stored under the shape's own name.
    #[strum(disabled)]
    Shape(ShapeKind),
    NotInImage,
    /// A polygon of which only the box around it was written.
    PolygonAsBox,
    /// A box written as a polygon of its four corners.
    BoxAsPolygon,
    /// Blurred or concealed, in a format that has no place for it.
    Marks,
    /// The file name was changed: it was taken, or no file may be called so.
    FileName,
    /// Nothing of the label, or nothing with an area, was left after it was cut to the image.
    Outside,
    /// A polygon whose points lie on one line, or a shape so thin that the numbers of the format make it one.
    NoArea,
    /// A box or polygon so thin that its mask has no pixel: written all the same, in every format of boxes and polygons.
    NoPixel,
    /// The format has such shapes with a fixed number of points only, and the type fixes none.
    NodeCount,
    /// Coordinates between pixels, in a format that has whole pixels only.
    Rounded,
    /// The name of the annotation type has a character that the format keeps for itself.
    TypeName,
    TypeNotSelected,
    Blurred,
    Concealed,
    MinVerifications,
}

/// Losses counted while an export is written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report(BTreeMap<Loss, u64>);

impl Loss {
    /// Name under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shape(kind) => kind.code(),
            other => other.into(),
        }
    }

    /// The stored name's meaning; `None` for a name that this program does not know.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().map(Self::Shape).or_else(|_| code.parse()).ok()
    }

    /// As the exporter is told, after the count.
    pub fn sentence(self) -> String {
        let sentence = match self {
            Self::Shape(kind) => {
                return format!("{0}s left out: the format has no {0}s", kind.words());
            }
            Self::NotInImage => "“not in image” left out: the format cannot say that something is absent",
            Self::PolygonAsBox => "polygons written as the box around them: the format has boxes only",
            Self::BoxAsPolygon => {
                "bounding boxes written as polygons of four corners: a file holds one kind of shape"
            }
            Self::Marks => "labels without their marks: the format has no “blurred” or “concealed”",
            Self::FileName => "images under another name: theirs was taken or cannot be a file's name",
            Self::Outside => "labels left out: they cover nothing of the image",
            Self::NoArea => "labels left out: they cover no area",
            Self::NoPixel => {
                "boxes and polygons thinner than a pixel: written, but the masks made of them are empty"
            }
            Self::NodeCount => {
                "labels left out: the format has such shapes only where their type says how many points they have"
            }
            Self::Rounded => "labels rounded to whole pixels: the format has no others",
            Self::TypeName => {
                "labels left out: the name of their annotation type has a character that ends a field of the format"
            }
            Self::TypeNotSelected => "labels left out: the format does not select their annotation type",
            Self::Blurred => "labels left out: the format excludes blurred ones",
            Self::Concealed => "labels left out: the format excludes concealed ones",
            Self::MinVerifications => "labels left out: fewer verifications than the format asks for",
        };
        sentence.to_owned()
    }
}

impl Report {
    pub(super) fn count(&mut self, loss: Loss) {
        *self.0.entry(loss).or_default() += 1;
    }

    pub fn get(&self, loss: Loss) -> u64 {
        self.0.get(&loss).copied().unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Loss, u64)> {
        self.0.iter().map(|(loss, count)| (*loss, *count))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it is stored with the export.
    pub fn left_out(&self) -> BTreeMap<String, u64> {
        self.iter().map(|(loss, count)| (loss.code().to_owned(), count)).collect()
    }
}
