//! Why a command had no effect.

use std::time::Duration;

use domain::{Access, Class, Refuse, TextError};
use projections::{LogError, is_transient};
use uuid::Uuid;

use crate::desk::throttle::Throttled;

/// A refusal by the domain, or by a rule that the database keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub class: Class,
    /// Stable name for programs.
    pub code: &'static str,
    pub field: Option<&'static str>,
    /// What stands in the way.
    pub subject: Option<Uuid>,
    pub message: String,
}

#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("{}", .0.message)]
    Refused(Refused),
    /// The permission table says no.
    #[error("{}", denial(*.0))]
    Denied(Access),
    /// Try again with the same command id.
    #[error("the server is busy")]
    Unavailable { retry_after: Duration },
    /// More than one person's share.
    #[error("{what}; try again in {} s", retry_after.as_secs().max(1))]
    TooMany { what: &'static str, retry_after: Duration },
    /// Somebody has to look at it: what is said is for them.
    #[error("{0}")]
    Broken(String),
}

const fn denial(access: Access) -> &'static str {
    match access {
        Access::Granted => "this is allowed",
        Access::Forbidden => "you are not allowed to do this",
        Access::Hidden => "there is nothing here",
        Access::SignIn => "sign in first",
    }
}

impl CommandError {
    /// There is nothing of this id that the caller may know of.
    pub const NOT_FOUND: Self = Self::Denied(Access::Hidden);

    /// Something in the request is wrong.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::refused(Class::Invalid, "invalid", Some(field), message)
    }

    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::refused(Class::Conflict, code, None, message)
    }

    /// It was there once.
    pub(crate) fn gone(code: &'static str, message: impl Into<String>) -> Self {
        Self::refused(Class::Gone, code, None, message)
    }

    /// Whoever sends something new makes a new id for it.
    pub(crate) fn reused() -> Self {
        Self::conflict("command_id_reused", "this command id was used for another command")
    }

    /// What is to be said of one of many that was refused; an error that may pass is one of all of them.
    pub(crate) fn last_word(self) -> Result<Refused, Self> {
        match self {
            Self::Refused(refused) => Ok(refused),
            Self::Denied(access) => Ok(Refused {
                class: Class::Missing,
                code: "denied",
                field: None,
                subject: None,
                message: denial(access).to_owned(),
            }),
            error => Err(error),
        }
    }

    pub fn text(field: &'static str, error: TextError) -> Self {
        Self::invalid(field, format!("{field} {error}"))
    }

    fn refused(
        class: Class,
        code: &'static str,
        field: Option<&'static str>,
        message: impl Into<String>,
    ) -> Self {
        Self::Refused(Refused { class, code, field, subject: None, message: message.into() })
    }
}

impl Refused {
    /// One of many that the caller may not know of, if there is such a one at all.
    pub(crate) fn nothing_there() -> Self {
        Self {
            class: Class::Missing,
            code: "denied",
            field: None,
            subject: None,
            message: denial(Access::Hidden).to_owned(),
        }
    }
}

impl<R: Refuse> From<R> for Refused {
    fn from(refusal: R) -> Self {
        Self {
            class: refusal.class(),
            code: refusal.code(),
            field: refusal.field(),
            subject: refusal.subject(),
            message: refusal.to_string(),
        }
    }
}

impl From<Throttled> for CommandError {
    fn from(Throttled { retry_after }: Throttled) -> Self {
        Self::TooMany { what: "too many attempts", retry_after }
    }
}

impl From<sqlx::Error> for CommandError {
    fn from(error: sqlx::Error) -> Self {
        if is_transient(&error) {
            tracing::warn!(%error, "the database did not answer; whoever asked is to try again");
            return Self::Unavailable { retry_after: Duration::from_secs(1) };
        }
        Self::Broken(LogError::Database(error).to_string())
    }
}

impl From<LogError> for CommandError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Database(error) => error.into(),
            damaged @ LogError::Damaged { .. } => Self::Broken(damaged.to_string()),
        }
    }
}
