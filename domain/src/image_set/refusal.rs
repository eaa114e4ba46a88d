//! Why a command on an image set is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such image set")]
    Unknown,
    #[error("this image set already exists")]
    AlreadyCreated,
    #[error("this image set was deleted")]
    Deleted,
    #[error("a released image set stays public, collaborative, locked and without a team")]
    Released,
    #[error("publish the image set first: collaboration is open to everybody who can read it")]
    NotPublic,
    #[error("an image set can have at most 100 tags")]
    TooManyTags,
    #[error("an image set can be restored for 30 days after its deletion")]
    TooLateToRestore,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown | Self::Deleted => Class::Missing,
            Self::TooManyTags => Class::Invalid,
            _ => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown | Self::Deleted => "not_found",
            other => other.into(),
        }
    }
}
