//! Votes that somebody may not know of, so that nothing is found by them.

use crate::{AccountId, ImageSetId};

/// Sets whose votes are hidden from somebody, except on labels that they judged themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HiddenVotes {
    from: AccountId,
    sets: Vec<ImageSetId>,
}

impl HiddenVotes {
    pub const fn of(from: AccountId, sets: Vec<ImageSetId>) -> Self {
        Self { from, sets }
    }

    /// Somebody who may see all votes.
    pub const fn none(from: AccountId) -> Self {
        Self::of(from, vec![])
    }

    pub const fn from(&self) -> AccountId {
        self.from
    }

    pub fn sets(&self) -> &[ImageSetId] {
        &self.sets
    }

    pub const fn is_none(&self) -> bool {
        self.sets.is_empty()
    }

    pub fn are_in(&self, set: ImageSetId) -> bool {
        self.sets.contains(&set)
    }
}
