//! Why an archive is not unpacked to its end.

use crate::{
    CommandError,
    archive::ArchiveError,
    blobs::BlobError,
    jobs::{Halt, JobError},
};

pub(super) enum Stop {
    /// Will not go better; what was added stays.
    Here(String),
    Later(JobError),
    /// Nobody wants more of it, or it took too long; what was added stays.
    Halted(Halt),
}

impl Stop {
    pub(super) fn of(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refused) => Self::Here(refused.message),
            CommandError::Denied(_) => {
                Self::Here("you may not add images to this image set any more".to_owned())
            }
            CommandError::Unavailable { .. } | CommandError::TooMany { .. } | CommandError::Broken(_) => {
                Self::Later(later(&error))
            }
        }
    }

    pub(super) fn archive(error: &ArchiveError) -> Self {
        Self::Here(error.to_string())
    }

    pub(super) fn storage(error: &BlobError) -> Self {
        match error {
            BlobError::NotFound => {
                Self::Here("the archive is not there any more; upload it again".to_owned())
            }
            error => Self::Later(later(error)),
        }
    }
}

/// The words are for whoever uploaded; the details are for the operator.
pub(super) fn later(error: &dyn std::error::Error) -> JobError {
    tracing::warn!(%error, "an archive could not be unpacked for now");
    JobError::Retry("the server could not go on; it tries again".to_owned())
}
