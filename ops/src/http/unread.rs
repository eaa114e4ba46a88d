//! What no handler read of a request's body: taken in when it is little, else the connection ends with the answer.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::timeout;

/// So much is cheaper to take than a new connection; of more, a client should hear as soon as it can that nobody wants it.
const LITTLE: u64 = 64 << 10;
/// A client that sends head and body in two packets sends the second one at once.
const SOON: Duration = Duration::from_secs(1);

/// Without this, what comes after an early answer would be read as the next request, or take it along when the connection closes.
pub async fn settle(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let may_stay = may_stay(request.headers());
    let left = Left::default();
    let request = request.map(|body| Body::new(Lent { body: Some(body), left: left.clone() }));
    let response = next.run(request).await;
    if left.is_nothing() {
        return response;
    }
    if may_stay && !closes(response.headers()) && left.taken_in().await {
        return response;
    }
    and_close(response)
}

/// Nothing after the answer can be understood.
pub fn and_close(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Who asks first whether to send (`Expect`) does not send after a refusal; who closes anyway need not wait.
fn may_stay(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    !closes(headers)
        && !headers.contains_key(header::EXPECT)
        && length.is_none_or(|length: u64| length <= LITTLE)
}

fn closes(headers: &HeaderMap) -> bool {
    headers.get(header::CONNECTION).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close"))
}

/// Where the body is found again when whoever had it is done.
#[derive(Clone, Default)]
struct Left(Arc<Mutex<Rest>>);

#[derive(Default)]
enum Rest {
    /// Still in somebody's hands.
    #[default]
    Lent,
    Unread(Body),
    Nothing,
}

impl Left {
    fn set(&self, rest: Rest) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = rest;
    }

    fn is_nothing(&self) -> bool {
        matches!(*self.0.lock().unwrap_or_else(PoisonError::into_inner), Rest::Nothing)
    }

    /// Whether it came to its end soon enough.
    async fn taken_in(&self) -> bool {
        let rest = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let Rest::Unread(body) = rest else { return false };
        let all = axum::body::to_bytes(body, usize::try_from(LITTLE).unwrap_or(usize::MAX));
        timeout(SOON, all).await.is_ok_and(|all| all.is_ok())
    }
}

/// A body that comes back when it is dropped.
struct Lent {
    body: Option<Body>,
    left: Left,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(context);
        if matches!(polled, Poll::Ready(None)) {
            self.body = None;
            self.left.set(Rest::Nothing);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(body) = self.body.take() {
            let rest = if body.is_end_stream() { Rest::Nothing } else { Rest::Unread(body) };
            self.left.set(rest);
        }
    }
}
