//! Why a command on an annotation type is refused.

use crate::{Class, MAX_NODES, Refuse, ShapeKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such annotation type")]
    Undefined,
    #[error("this annotation type already exists")]
    AlreadyDefined,
    #[error("the number of points of a {} cannot be chosen", .0.words())]
    FixedByShape(ShapeKind),
    #[error("a {} has {} to {MAX_NODES} points", .0.words(), .0.min_nodes())]
    NodeCountOutOfRange(ShapeKind),
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Undefined => Class::Missing,
            Self::AlreadyDefined => Class::Conflict,
            Self::FixedByShape(_) | Self::NodeCountOutOfRange(_) => Class::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Undefined => "not_found",
            other => other.into(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        matches!(self, Self::FixedByShape(_) | Self::NodeCountOutOfRange(_)).then_some("node_count")
    }
}
