//! What browsers are told to refuse on our behalf. A handler that sets one of these itself is left alone.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use tower::util::MapResponseLayer;

/// No inline script or style anywhere, so no nonce, so a constant.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
     connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
     object-src 'none'";

/// For everything that is no page of ours: whatever it is, it does nothing.
pub const INERT_POLICY: &str = "default-src 'none'; sandbox";

const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

const HTTPS_ONLY: (HeaderName, &str) =
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");

/// For answers that may hold somebody's data, which is every answer that does not say otherwise.
const PRIVATE: &str = "no-store";
const VARIES: &str = "Sec-Fetch-Site, Origin, HX-Request, Cookie";

pub fn layer(https: bool) -> MapResponseLayer<impl Fn(Response) -> Response + Clone + Send + Sync> {
    MapResponseLayer::new(move |mut response: Response| {
        complete(&mut response, https);
        response
    })
}

fn complete(response: &mut Response, https: bool) {
    let page = is_page(response);
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        unless_set(response, (header::CACHE_CONTROL, PRIVATE));
        // Compression has its own word to add.
        response.headers_mut().append(header::VARY, HeaderValue::from_static(VARIES));
    }
    let policy = if page { PAGE_POLICY } else { INERT_POLICY };
    unless_set(response, (header::CONTENT_SECURITY_POLICY, policy));
    for header in ALWAYS {
        unless_set(response, header);
    }
    if https {
        unless_set(response, HTTPS_ONLY);
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"text/html"))
}

fn unless_set(response: &mut Response, (name, value): (HeaderName, &'static str)) {
    response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
}
