//! An archive's entry between two steps: looked at, and not yet told to the log.

use super::picture::Prepared;

/// An entry that was looked at.
pub(super) struct Entry {
    pub index: u64,
    pub path: String,
    pub found: Found,
}

pub(super) enum Found {
    Looked(Prepared),
    /// It will not be taken, nor will those after it; with the reason.
    NotTaken(String),
}
