//! What a file of labels says, before anybody knows which images and annotation types it means.
//!
//! A reader goes through the file and hands over one label after the other, or why one cannot be read. It never stops at a
//! label: only what makes the whole file unreadable is an error. Numbers with more than six decimals are rounded to the
//! nearest millionth of a pixel.

mod coco;
mod csv;
mod imagetagger;
mod place;
mod text;
#[cfg(test)]
mod tests;

pub use self::place::Place;

/// Most labels of one file.
pub const MOST_LABELS: u64 = 1_000_000;

/// One label, as a file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundLabel {
    /// The line it stands on; in a file that has no lines, its number among the labels, from 1.
    pub line: u64,
    /// What the file calls the image: a name, or a path.
    pub image: String,
    /// What the file calls the annotation type.
    pub annotation_type: String,
    pub place: Place,
    pub blurred: bool,
    pub concealed: bool,
}

/// Why a label, or all of a file, could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct Unreadable {
    /// 0: the whole file.
    pub line: u64,
    pub problem: String,
}

/// Takes what a reader finds.
pub type Found<'a> = dyn FnMut(Result<FoundLabel, Unreadable>) + 'a;

/// Goes through a file.
pub type Reader = fn(&[u8], &mut Found<'_>) -> Result<(), Unreadable>;

pub(super) use self::{coco::read as coco, csv::read as csv, imagetagger::read as imagetagger};

impl Unreadable {
    fn at(line: u64, problem: impl Into<String>) -> Self {
        Self { line, problem: problem.into() }
    }

    fn file(problem: impl Into<String>) -> Self {
        Self::at(0, problem)
    }
}

/// Whether there are no more labels than one file may have.
fn at_most(labels: u64) -> Result<(), Unreadable> {
    if labels > MOST_LABELS {
        return Err(Unreadable::file("the file has more than 1,000,000 labels: split it"));
    }
    Ok(())
}
