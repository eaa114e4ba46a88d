//! What exports and diffs are made of: the labels of a set as of a log position, under a selection.
//!
//! A [`Reader`] goes through the images by name (as bytes, so that no library's idea of the alphabet
//! moves them), then id. It reads page by page and can be opened again: nothing after its position counts.

mod digest;
mod page;
mod reader;
mod set;

pub mod diff;

pub use self::{
    digest::Content,
    reader::{Labelled, Made, Reader},
};
