//! Requests that HTTP's parser lets through and we do not.

use axum::{extract::Request, http::header, middleware::Next, response::Response};

use super::refusal::Refusal;

pub async fn check(longest_uri: usize, request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |text| text.as_str().len());
    if length > longest_uri {
        return Refusal::LONG_URI.answer(request.headers());
    }
    if request.headers().get_all(header::HOST).iter().count() != 1 {
        return Refusal::HOST.answer(request.headers());
    }
    next.run(request).await
}
