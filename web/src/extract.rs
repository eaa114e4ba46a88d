//! What handlers take out of a request. What cannot be read is answered like everything else, by `WebError`.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use commands::{Commands, ids};
use domain::CommandId;
use serde::{Deserialize, de::DeserializeOwned};

use crate::WebError;

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

/// What follows the question mark.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(query)| Self(query)).map_err(|_| WebError::Unreadable)
    }
}

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
        let limit = usize::try_from(commands.settings().limits.form_bytes).unwrap_or(usize::MAX);
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, limit).await.map_err(|_| WebError::TooLarge)?;
        let read = |body: axum::body::Bytes| Request::from_parts(parts.clone(), body.into());
        let fields = axum::Form::<T>::from_request(read(body.clone()), &()).await;
        let hidden = axum::Form::<Hidden>::from_request(read(body), &()).await;
        let (Ok(axum::Form(fields)), Ok(axum::Form(hidden))) = (fields, hidden) else {
            return Err(WebError::Unreadable);
        };
        let command =
            hidden.command.parse().unwrap_or_else(|_| CommandId::new(ids::mint(commands.clock().now())));
        Ok(Self { command, fields })
    }
}
