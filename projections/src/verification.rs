//! Which labels somebody is asked to verify, and in which order.
//!
//! A label waits for somebody while no vote of theirs is on its present revision. Whoever drew or changed it
//! accepted it by that.

mod reading;

use domain::{
    AccountId, ImageSetId,
    filter::{About, HiddenVotes, LabelCondition, LabelFilter},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

/// A verification queue of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    pub of: AccountId,
    pub within: Within,
    pub about: About,
    /// Only such labels.
    pub labels: LabelFilter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    Set(ImageSetId),
    /// All sets of the teams one is a member of.
    Teams,
}

/// A label to be judged beside others.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Candidate {
    pub annotation: Uuid,
    pub image: Uuid,
    pub image_name: String,
    pub width: i32,
    pub height: i32,
    pub annotation_type: Uuid,
    pub revision: i32,
    pub shape: Json<domain::Shape>,
    pub blurred: bool,
    pub concealed: bool,
}

impl Queue {
    /// The same labels of a set in the order in which they are asked for: those people disagree about, those nobody has
    /// judged, the others. Where votes are hidden, nothing is more urgent than the rest.
    pub fn urgent_first(&self, set: ImageSetId, hidden: &HiddenVotes) -> Vec<Self> {
        let about = |about| Self { about, ..self.clone() };
        match self.about {
            About::Waiting if !hidden.are_in(set) => {
                [About::Disagreed, About::Unverified, About::Waiting].map(about).to_vec()
            }
            _ => vec![self.clone()],
        }
    }

    /// What holds of a label in it, as far as its person may know.
    pub fn filter(&self, hidden: &HiddenVotes) -> LabelFilter {
        let all = [LabelCondition::WaitsFor(self.of), LabelCondition::About(self.about)];
        let all: LabelFilter = all.into_iter().chain(self.labels.conditions().cloned()).collect();
        all.known(hidden)
    }
}
