//! Which labels somebody is asked to verify, and in which order.
//!
//! A label waits for somebody while no vote of theirs is on its present revision. Whoever drew or changed it
//! accepted it by that.

mod reading;

use domain::{
    AccountId, ImageSetId,
    filter::{About, LabelCondition, LabelFilter},
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
    /// The same labels in the order in which they are asked for: those people disagree about, those nobody has judged,
    /// the others.
    pub fn urgent_first(&self) -> Vec<Self> {
        let about = |about| Self { about, ..self.clone() };
        match self.about {
            About::Waiting => [About::Disagreed, About::Unverified, About::Waiting].map(about).to_vec(),
            _ => vec![self.clone()],
        }
    }

    /// What holds of a label in it.
    pub fn filter(&self) -> LabelFilter {
        let all = [LabelCondition::WaitsFor(self.of), LabelCondition::About(self.about)];
        all.into_iter().chain(self.labels.conditions().cloned()).collect()
    }
}
