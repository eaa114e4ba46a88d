//! What handlers take out of a request. What cannot be read is answered like everything else, by `WebError`.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header, request::Parts};
use commands::{CommandError, Commands, ids};
use domain::CommandId;
use http_body_util::LengthLimitError;
use serde::{Deserialize, de::DeserializeOwned};
use url::form_urlencoded;

use crate::{WebError, viewer::Viewer};

/// What varies in a path. An id that is none names nothing: there is nothing here.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(path)| Self(path)).map_err(|_| WebError::NotFound)
    }
}

/// What follows the question mark. PostgreSQL cannot store a NUL, and so nothing has one.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        if pairs.into_iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(nonsense());
        }
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(query)| Self(query)).map_err(|_| nonsense())
    }
}

/// It can be read, and asks for what cannot be.
fn nonsense() -> WebError {
    CommandError::invalid("query", "this asks for something that cannot be").into()
}

/// Longest form of somebody whom we do not know: to sign in, or to ask for an account.
const STRANGERS: usize = 8 << 10;

/// A submitted form. `command` is the hidden field in which the page put an id when it was rendered: sending the
/// form twice has one effect.
#[derive(Debug, Clone)]
pub struct Form<T = Nothing> {
    pub command: CommandId,
    pub fields: T,
}

/// A button alone.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Nothing {}

#[derive(Deserialize)]
struct Hidden {
    #[serde(default)]
    command: String,
}

impl<T: DeserializeOwned + Send> FromRequest<Commands> for Form<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, commands: &Commands) -> Result<Self, WebError> {
        if !is_form(request.headers()) {
            return Err(WebError::WrongKind);
        }
        let limit = usize::try_from(commands.settings().limits.form_bytes).unwrap_or(usize::MAX);
        let known = request.extensions().get::<Viewer>().is_some();
        let limit = if known { limit } else { limit.min(STRANGERS) };
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, limit).await.map_err(unread)?;
        let read = |body: axum::body::Bytes| Request::from_parts(parts.clone(), body.into());
        let fields = axum::Form::<T>::from_request(read(body.clone()), &()).await;
        let hidden = axum::Form::<Hidden>::from_request(read(body), &()).await;
        let (Ok(axum::Form(fields)), Ok(axum::Form(hidden))) = (fields, hidden) else {
            return Err(nonsense());
        };
        let command =
            hidden.command.parse().unwrap_or_else(|_| CommandId::new(ids::mint(commands.clock().now())));
        Ok(Self { command, fields })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Too long, or it never came whole.
fn unread(error: axum::Error) -> WebError {
    if error.into_inner().is::<LengthLimitError>() { WebError::TooLarge } else { WebError::Unreadable }
}
