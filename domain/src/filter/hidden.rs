//! Votes that somebody may not know of, so that nothing is found by them.

use super::{About, Filter, ImageCondition, ImageFilter, LabelCondition, LabelFilter};
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

impl LabelFilter {
    /// The same as far as somebody knows: what people think of a label is asked of votes that they may see.
    #[must_use]
    pub fn known(self, hidden: &HiddenVotes) -> Self {
        if hidden.is_none() {
            return self;
        }
        let known = |condition| match condition {
            LabelCondition::About(about) if about != About::Waiting => {
                LabelCondition::Known(about, hidden.clone())
            }
            condition => condition,
        };
        Filter(self.0.into_iter().map(known).collect())
    }
}

impl ImageFilter {
    /// The same as far as somebody knows.
    #[must_use]
    pub fn known(self, hidden: &HiddenVotes) -> Self {
        let known = |condition| match condition {
            ImageCondition::Has(labels) => ImageCondition::Has(labels.known(hidden)),
            ImageCondition::HasNo(labels) => ImageCondition::HasNo(labels.known(hidden)),
            condition => condition,
        };
        Filter(self.0.into_iter().map(known).collect())
    }
}
