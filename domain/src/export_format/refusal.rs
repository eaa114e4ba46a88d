//! Why a command on an export format is refused.

use crate::{Class, Refuse, formats::template::Flaw};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such export format")]
    Undefined,
    #[error("this export format already exists")]
    AlreadyDefined,
    /// A template that cannot be read; the sentence names the place in it.
    #[error(transparent)]
    Template(#[from] Flaw),
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Undefined => Class::Missing,
            Self::AlreadyDefined => Class::Conflict,
            Self::Template(_) => Class::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Undefined => "not_found",
            Self::AlreadyDefined => "exists",
            Self::Template(flaw) => flaw.fault.code(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Template(flaw) => Some(flaw.field),
            Self::Undefined | Self::AlreadyDefined => None,
        }
    }
}
