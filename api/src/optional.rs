//! Fields of changes: left out means "stays"; `null` is not the same.

use serde::{Deserialize, Deserializer};

use crate::Problem;

/// With `#[serde(default, deserialize_with = "present")]`: given or left out, but not `null`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

/// A request is one command and one command makes one change: half a change cannot be left behind.
pub fn one_change<const N: usize>(given: [bool; N]) -> Result<(), Problem> {
    match given.iter().filter(|given| **given).count() {
        1 => Ok(()),
        0 => Err(Problem::invalid("body", "name what is to be changed")),
        _ => Err(Problem::invalid("body", "change one thing at a time: each change is a command of its own")),
    }
}
