//! Why there is no page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use commands::{CommandError, intake::FormError};
use domain::{Access, Class};

/// Why there is no page. Handlers return it; `present` puts it into words and around it the layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// Also what may not be known to be there.
    #[error("there is nothing here")]
    NotFound,
    #[error("you are not allowed to do this")]
    Forbidden,
    #[error("sign in first")]
    SignIn,
    #[error("this request could not be read; go back and try again")]
    Unreadable,
    #[error("this is not sent as a form of ours is")]
    WrongKind,
    #[error("this is more than the server takes at once")]
    TooLarge,
    #[error("this address does not answer to that kind of request")]
    NotThatWay,
    #[error("{sentence}")]
    Refused { status: StatusCode, sentence: String },
    #[error("the server is busy; nothing was changed, please try again in a moment")]
    Unavailable { retry_after: u64 },
    #[error("{sentence}")]
    TooMany { sentence: String, retry_after: u64 },
    #[error("something went wrong on our side; nothing was half done")]
    Broken,
}

impl WebError {
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotThatWay => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused { status, .. } => *status,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

pub const fn status_of(class: Class) -> StatusCode {
    match class {
        Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Class::Conflict => StatusCode::CONFLICT,
        Class::Missing => StatusCode::NOT_FOUND,
        Class::Gone => StatusCode::GONE,
        Class::Forbidden => StatusCode::FORBIDDEN,
    }
}

impl<E: Into<CommandError>> From<E> for WebError {
    fn from(error: E) -> Self {
        let error = error.into();
        match error {
            CommandError::Refused(refused) if refused.class == Class::Missing => Self::NotFound,
            CommandError::Refused(refused) => {
                Self::Refused { status: status_of(refused.class), sentence: refused.message }
            }
            CommandError::Denied(Access::SignIn) => Self::SignIn,
            CommandError::Denied(Access::Hidden) => Self::NotFound,
            CommandError::Denied(Access::Granted | Access::Forbidden) => Self::Forbidden,
            CommandError::Unavailable { retry_after } => {
                Self::Unavailable { retry_after: retry_after.as_secs().max(1) }
            }
            CommandError::TooMany { retry_after, .. } => {
                Self::TooMany { sentence: error.to_string(), retry_after: retry_after.as_secs().max(1) }
            }
            CommandError::Broken(error) => {
                tracing::error!(%error, "a page could not be made");
                Self::Broken
            }
        }
    }
}

impl WebError {
    pub fn upload(error: FormError) -> Self {
        match error {
            FormError::NotAForm => Self::WrongKind,
            FormError::Malformed(_) => Self::Unreadable,
            FormError::TooMany(_) => Self::TooLarge,
            FormError::Command(error) => error.into(),
        }
    }
}

impl IntoResponse for WebError {
    /// Only marked here; who asked, and how, is known to `present`.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// No address of ours.
pub async fn nothing_here() -> WebError {
    WebError::NotFound
}

pub async fn not_that_way() -> WebError {
    WebError::NotThatWay
}
