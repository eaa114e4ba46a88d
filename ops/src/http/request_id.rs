//! A name for each request, in the answer and in the log.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tower_http::request_id::{MakeRequestId, RequestId, SetRequestIdLayer};

/// A client could write anything into our log, or another's id.
pub async fn forget_the_clients(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(&REQUEST_ID);
    next.run(request).await
}

/// What is needed of a request's headers to answer once the request is gone.
pub fn alone(headers: &HeaderMap) -> HeaderMap {
    HeaderMap::from_iter(headers.get(&REQUEST_ID).map(|id| (REQUEST_ID, id.clone())))
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub fn layer() -> SetRequestIdLayer<Counting> {
    SetRequestIdLayer::x_request_id(Counting::new())
}

/// Unique without a clock: a random name of this process, and a number.
#[derive(Debug, Clone)]
pub struct Counting {
    process: u32,
    next: Arc<AtomicU64>,
}

impl Counting {
    fn new() -> Self {
        let random = RandomState::new().hash_one("process");
        Self { process: (random >> 32) as u32, next: Arc::default() }
    }
}

impl MakeRequestId for Counting {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let id = format!("{:08x}-{number}", self.process);
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}
