//! Answers given before any door was reached, in the shape the API gives its own (RFC 9457).

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// A client's mistake, or ours, that needs no door to be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    pub status: StatusCode,
    /// Stable; clients may act on it.
    pub code: &'static str,
    pub sentence: &'static str,
}

impl Refusal {
    pub const HOST: Self =
        Self::new(StatusCode::BAD_REQUEST, "host", "The request must name exactly one host.");
    pub const FOREIGN_PAGE: Self =
        Self::new(StatusCode::FORBIDDEN, "foreign_page", "This request came from another site.");
    pub const SLOW_BODY: Self = Self::new(
        StatusCode::REQUEST_TIMEOUT,
        "slow_body",
        "The request's body stopped arriving, or came too slowly.",
    );
    pub const LARGE_BODY: Self =
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "large_body", "The request's body is larger than allowed.");
    pub const LONG_URI: Self =
        Self::new(StatusCode::URI_TOO_LONG, "long_uri", "The address is longer than allowed.");
    pub const TOO_MANY_AT_ONCE: Self = Self::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_at_once",
        "Too many requests from your address are not answered yet.",
    );
    pub const CROWDED: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "crowded",
        "All connections are taken at the moment. Try again in a second.",
    );
    pub const OUR_FAULT: Self = Self::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong on our side. Nothing was half done.",
    );

    const fn new(status: StatusCode, code: &'static str, sentence: &'static str) -> Self {
        Self { status, code, sentence }
    }

    /// With the request's id, by which operators find it in the log.
    pub fn answer(self, request: &HeaderMap) -> Response {
        let id = request.get("x-request-id").and_then(|id| id.to_str().ok());
        let problem = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.sentence,
            "code": self.code,
            "request_id": id,
        });
        let mut response = (self.status, Body::from(problem.to_string())).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}
