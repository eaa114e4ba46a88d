//! Why a follower does not go on.

use crate::{log::LogError, transient::is_transient};

/// A page could not be projected.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The database is away or busy; trying again helps.
    #[error("the database did not answer as it should: {0}")]
    Transient(sqlx::Error),
    /// Trying again does not help: somebody has to look at it.
    #[error("cannot project the fact at position {position}: {problem}")]
    Stuck { position: i64, problem: String },
    /// The view has to be rebuilt first.
    #[error("the view is of version {stored} up to position {position}, this program projects a newer one")]
    Outdated { position: i64, stored: i32 },
}

impl FollowError {
    /// Whether it is transient; `position` is the first fact not projected.
    pub fn at(position: i64, error: sqlx::Error) -> Self {
        if is_transient(&error) {
            Self::Transient(error)
        } else {
            Self::Stuck { position, problem: error.to_string() }
        }
    }
}

impl From<sqlx::Error> for FollowError {
    fn from(error: sqlx::Error) -> Self {
        Self::at(0, error)
    }
}

impl From<LogError> for FollowError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Database(error) => error.into(),
            LogError::Damaged { position, problem } => Self::Stuck { position, problem },
        }
    }
}
