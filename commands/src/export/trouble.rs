//! Why there is no file.

use projections::LogError;

use super::write::WriteError;
use crate::{CommandError, jobs::Halt};

pub(super) enum Trouble {
    /// Nor will there ever be; in words for whoever asked.
    Never(String),
    Later,
    Halted(Halt),
}

impl Trouble {
    /// The details are for the operator.
    pub(super) fn transient(error: &dyn std::error::Error) -> Self {
        tracing::warn!(%error, "an export could not be written for now");
        Self::Later
    }
}

impl From<WriteError> for Trouble {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Halted(why) => Self::Halted(why),
            error => Self::transient(&error),
        }
    }
}

impl From<CommandError> for Trouble {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refused) => Self::Never(refused.message),
            CommandError::Denied(_) => Self::Never("there is nothing here".to_owned()),
            error => Self::transient(&error),
        }
    }
}

impl From<LogError> for Trouble {
    fn from(error: LogError) -> Self {
        Self::transient(&error)
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::transient(&error)
    }
}
