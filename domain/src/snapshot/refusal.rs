//! Why a command on a snapshot is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such snapshot")]
    Unknown,
    #[error("this snapshot was already taken; a snapshot never changes")]
    AlreadyTaken,
    #[error("this snapshot was withdrawn")]
    Withdrawn,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown => Class::Missing,
            Self::AlreadyTaken | Self::Withdrawn => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            other => other.into(),
        }
    }
}
