//! Words by which sets are found.

pub mod add;
pub mod remove;
