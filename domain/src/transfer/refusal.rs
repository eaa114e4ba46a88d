//! Why a command on an import or an export is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such import or export")]
    Unknown,
    #[error("this import or export has already ended, or has not begun")]
    OutOfOrder,
    #[error("this export is still being written; cancel its job instead")]
    BeingWritten,
    #[error("this export failed, so there is no file to delete")]
    NoFile,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown => Class::Missing,
            Self::OutOfOrder | Self::BeingWritten | Self::NoFile => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            Self::OutOfOrder | Self::BeingWritten | Self::NoFile => self.into(),
        }
    }
}
