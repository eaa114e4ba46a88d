//! Why a command on an account is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such account")]
    Unknown,
    #[error("this account is closed")]
    Closed,
    #[error("this account already exists")]
    AlreadyRegistered,
    #[error("this account is not approved yet")]
    NotApproved,
    #[error("this account is in use: only who waits for approval can be refused")]
    NotWaiting,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown => Class::Missing,
            Self::Closed | Self::AlreadyRegistered | Self::NotApproved | Self::NotWaiting => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            other => other.into(),
        }
    }
}
