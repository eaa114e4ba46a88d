//! Why a command on an import or an export is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such import or export")]
    Unknown,
    #[error("this import or export has already ended, or has not begun")]
    OutOfOrder,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown => Class::Missing,
            Self::OutOfOrder => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            Self::OutOfOrder => self.into(),
        }
    }
}
