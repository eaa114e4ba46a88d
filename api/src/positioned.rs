//! Answers that say as of which fact they hold.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use commands::Receipt;
use serde::Serialize;

const LOG_POSITION: HeaderName = HeaderName::from_static("x-log-position");

/// An answer with the log position it belongs to.
#[derive(Debug)]
pub struct Positioned<A>(pub i64, pub A);

impl<A> Positioned<A> {
    pub fn map<B>(self, into: impl FnOnce(A) -> B) -> Positioned<B> {
        Positioned(self.0, into(self.1))
    }
}

impl<A: IntoResponse> IntoResponse for Positioned<A> {
    fn into_response(self) -> Response {
        let mut response = self.1.into_response();
        response.headers_mut().insert(LOG_POSITION, HeaderValue::from(self.0));
        response
    }
}

/// Something new, and where it is found.
#[derive(Debug)]
pub struct Created<T>(pub String, pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.1)).into_response();
        if let Ok(location) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// A command that had its effect and has nothing to tell.
pub type Done = Positioned<StatusCode>;

pub fn done(receipt: Receipt) -> Done {
    Positioned(receipt.position, StatusCode::NO_CONTENT)
}
