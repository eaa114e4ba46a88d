//! Why a command on a team is refused.

use crate::{Class, Refuse};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    #[error("there is no such team")]
    Unfounded,
    #[error("this team already exists")]
    AlreadyFounded,
    #[error("this team is archived")]
    Archived,
    #[error("this person is already a member")]
    AlreadyMember,
    #[error("this person is invited already, and has not answered yet")]
    AlreadyInvited,
    #[error("you were not invited to this team")]
    NotInvited,
    #[error("you have joined this team already: leave it instead")]
    JoinedAlready,
    #[error("this person is not a member of the team")]
    NoMember,
    #[error("a team needs an admin: appoint another one first")]
    LastAdmin,
    #[error("you are the last member: hand the team over or archive it")]
    LastMember,
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unfounded => Class::Missing,
            Self::NoMember => Class::Invalid,
            _ => Class::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unfounded => "not_found",
            other => other.into(),
        }
    }
}
