//! Where and when conditions are asked.

use domain::ImageSetId;

/// One image set or more, as they are, or as they were at a log position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    pub sets: Vec<ImageSetId>,
    /// Facts up to and including this one count; `None`: all do.
    pub position: Option<i64>,
}

impl Scope {
    pub const fn now(sets: Vec<ImageSetId>) -> Self {
        Self { sets, position: None }
    }
}

impl From<ImageSetId> for Scope {
    fn from(set: ImageSetId) -> Self {
        Self::now(vec![set])
    }
}
