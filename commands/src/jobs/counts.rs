//! How far a job is.

/// How far a job is. Without a total nobody knows how much there is to do.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub done: i64,
    pub total: Option<i64>,
}
