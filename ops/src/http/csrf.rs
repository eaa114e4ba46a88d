//! No other site may act with a signed-in person's cookies.
//!
//! Browsers say where a request comes from: in `Sec-Fetch-Site` when the connection can be trusted, in `Origin`
//! always. `Origin` is compared with the configured address, never with `Host`, which the sender chooses.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use super::refusal::Refusal;

/// Our own address, as browsers spell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl Origin {
    pub fn new(origin: &str) -> Self {
        Self(HeaderValue::from_str(origin).expect("an origin is ASCII"))
    }
}

pub async fn refuse_foreign(ours: Origin, request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_ours(request.headers(), &ours) {
        return next.run(request).await;
    }
    Refusal::FOREIGN_PAGE.answer(request.headers())
}

/// These change nothing, whoever sends them.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_ours(headers: &HeaderMap, ours: &Origin) -> bool {
    let origins: Vec<_> = headers.get_all(header::ORIGIN).iter().collect();
    let from_us = origins.len() == 1 && *origins[0] == ours.0;
    let sites: Vec<_> = headers.get_all("sec-fetch-site").iter().map(HeaderValue::as_bytes).collect();
    match sites.as_slice() {
        [b"same-origin" | b"none"] => true,
        [] if origins.is_empty() => carries_no_cookie(headers),
        _ => from_us,
    }
}

/// Programs send neither header. Without a cookie there is nobody's session to abuse.
fn carries_no_cookie(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::COOKIE)
}
