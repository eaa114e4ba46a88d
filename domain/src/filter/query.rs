//! Conditions as the pairs of an address or a form say them.
//!
//! Pages to look at leave out what cannot be read. Where something is changed, it is refused: a condition that was
//! overlooked would let the change reach too far.

use uuid::Uuid;

use super::{Filter, Key};
use crate::AccountId;

/// What is said, by key, in the order of the keys.
#[derive(Debug)]
pub struct FilterQuery<C: 'static>(Vec<(&'static Key<C>, String)>);

/// A value that is not what its key expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    pub field: &'static str,
    pub expected: &'static str,
}

/// Whether a value can be read does not depend on who asks.
const NOBODY: AccountId = AccountId::new(Uuid::nil());

impl<C> FilterQuery<C> {
    /// Each key once, trimmed; an empty value says nothing.
    pub fn of(keys: &'static [Key<C>], pairs: &[(String, String)]) -> Self {
        let said = |key: &'static Key<C>| {
            let value = key.tidy(value_of(pairs, key.name));
            (!value.is_empty()).then_some((key, value))
        };
        Self(keys.iter().filter_map(said).collect())
    }

    /// Without what cannot be read.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.0.retain(|(key, text)| key.read(text, NOBODY).is_some());
        self
    }

    /// The conditions, as whoever asks means them.
    pub fn filter(&self, by: AccountId) -> Result<Filter<C>, Unreadable> {
        let read = |(key, text): &(&Key<C>, String)| {
            key.read(text, by).ok_or(Unreadable { field: key.name, expected: key.expected() })
        };
        self.0.iter().map(read).collect()
    }

    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key.name == name).map_or("", |(_, text)| text)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn conditions(&self) -> impl Iterator<Item = (&'static Key<C>, &str)> {
        self.0.iter().map(|(key, text)| (*key, text.as_str()))
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.conditions().map(|(key, text)| (key.name, text))
    }
}

impl<C> Default for FilterQuery<C> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<C> Clone for FilterQuery<C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// What pairs say of a name first, trimmed.
pub fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.trim())
}
