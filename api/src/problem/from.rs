//! What the commands refuse, as the API says it: they have the words, we the status.

use axum::http::StatusCode;
use commands::{CommandError, Refused};
use domain::{Access, Class};

use super::Problem;

impl<E: Into<CommandError>> From<E> for Problem {
    fn from(error: E) -> Self {
        let error = error.into();
        match error {
            CommandError::Refused(refused) => refused_by_rule(refused),
            CommandError::Denied(Access::SignIn) => Self::sign_in(),
            CommandError::Denied(Access::Forbidden) => {
                Self::forbidden("forbidden", "you are not allowed to do this")
            }
            CommandError::Denied(Access::Hidden | Access::Granted) => Self::not_found(),
            CommandError::Unavailable { retry_after } => {
                let problem = Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "busy",
                    "the server is busy: send the same command again",
                );
                Self { retry_after: Some(retry_after), ..problem }
            }
            CommandError::TooMany { retry_after, .. } => {
                let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", error.to_string());
                Self { retry_after: Some(retry_after), ..problem }
            }
            CommandError::Broken(_) => Self::broken(&error),
        }
    }
}

fn refused_by_rule(refused: Refused) -> Problem {
    let status = match refused.class {
        Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Class::Conflict => StatusCode::CONFLICT,
        Class::Missing => StatusCode::NOT_FOUND,
        Class::Gone => StatusCode::GONE,
        Class::Forbidden => StatusCode::FORBIDDEN,
    };
    let problem = Problem::new(status, refused.code, refused.message);
    Problem { field: refused.field.map(str::to_owned), subject: refused.subject, ..problem }
}
