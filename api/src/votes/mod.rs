//! What people think of labels.

pub mod cast;
pub mod withdraw;

use domain::image;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody thinks of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Accept,
    Reject,
}

impl Verdict {
    pub(crate) const fn of(accepts: bool) -> Self {
        if accepts { Self::Accept } else { Self::Reject }
    }
}

impl From<Verdict> for image::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accept => Self::Accept,
            Verdict::Reject => Self::Reject,
        }
    }
}
