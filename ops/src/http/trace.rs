//! One line per request. Paths only: what follows a question mark may be somebody's words.

use axum::http::Request;
use tower_http::trace::{DefaultOnResponse, HttpMakeClassifier, MakeSpan, TraceLayer};
use tracing::{Level, Span, info_span};

pub fn layer() -> TraceLayer<HttpMakeClassifier, RequestSpan> {
    TraceLayer::new_for_http()
        .make_span_with(RequestSpan)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
}

#[derive(Debug, Clone, Copy)]
pub struct RequestSpan;

impl<B> MakeSpan<B> for RequestSpan {
    fn make_span(&mut self, request: &Request<B>) -> Span {
        let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
        info_span!("request", method = %request.method(), path = request.uri().path(), id)
    }
}
