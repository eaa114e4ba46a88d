//! What somebody goes from image to image for.

use commands::QueueTask;
use domain::AccountId;
use serde::Deserialize;

use crate::verification::QueueQuery;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Label,
    Verify,
}

impl Purpose {
    pub fn work(self, by: AccountId) -> QueueTask {
        match self {
            Self::Label => QueueTask::Label,
            Self::Verify => QueueTask::Verify(QueueQuery::default().queue_in_teams(by)),
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Verify => "verify",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Label => Self::Verify,
            Self::Verify => Self::Label,
        }
    }
}
