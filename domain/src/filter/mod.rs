//! Conditions on labels and on images: one vocabulary for queues, pages and the API.
//!
//! What a condition means in the database stands in `projections`.

mod hidden;
mod image;
mod key;
mod label;
mod query;
#[cfg(test)]
mod tests;

pub use self::{
    hidden::HiddenVotes,
    image::{IMAGE_KEYS, ImageCondition},
    key::{Key, Value, YEARS},
    label::{About, LABEL_KEYS, LabelCondition, Limit, QUEUE_KEYS, Sample},
    query::{FilterQuery, Unreadable, value_of},
};

/// Conditions that must all hold; without any, everything is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter<C>(Vec<C>);

pub type LabelFilter = Filter<LabelCondition>;
pub type ImageFilter = Filter<ImageCondition>;

impl<C> Filter<C> {
    pub fn of(conditions: impl IntoIterator<Item = C>) -> Self {
        Self(conditions.into_iter().collect())
    }

    #[must_use]
    pub fn and(mut self, condition: impl Into<Option<C>>) -> Self {
        self.0.extend(condition.into());
        self
    }

    pub fn conditions(&self) -> impl Iterator<Item = &C> {
        self.0.iter()
    }
}

impl<C> Default for Filter<C> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<C> FromIterator<C> for Filter<C> {
    fn from_iter<I: IntoIterator<Item = C>>(conditions: I) -> Self {
        Self::of(conditions)
    }
}
