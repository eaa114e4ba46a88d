//! What exports and diffs are made of: a [`Cut`], which is the labels of image sets as of a log position, under a selection.
//!
//! A [`Reader`] goes through the sets, and in each through the images in natural order of their names, then by id. It reads page by page and can be opened again: nothing after its position counts.

mod cut;
mod digest;
mod page;
mod reader;
mod set;

pub mod diff;

pub use self::{
    cut::Cut,
    digest::Content,
    reader::{Labelled, Made, Reader},
};
