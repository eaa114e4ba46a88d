//! How much a request may bring, and how slowly.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
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
use tokio::time::{Sleep, sleep};

use super::{refusal::Refusal, request_id};
use crate::config::Limits;

/// Handlers that take less say so themselves; nobody gets more.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimits {
    pub form: u64,
    pub text: u64,
    pub upload: u64,
    pub json: u64,
    pub batch: u64,
    pub patience: Duration,
}

impl BodyLimits {
    pub fn of(limits: &Limits) -> Self {
        Self {
            form: limits.form_bytes,
            text: limits.label_file_bytes,
            upload: limits.upload_bytes,
            json: limits.json_bytes,
            batch: limits.batch_bytes,
            patience: Duration::from_secs(limits.body_seconds.into()),
        }
    }

    /// A body that claims to be what it is not fails at the handler that wants something else.
    fn allowed(&self, path: &str, headers: &HeaderMap) -> u64 {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => self.form,
            "multipart/form-data" | "application/zip" => self.upload,
            other if other.starts_with("image/") => self.upload,
            other if other.starts_with("text/") => self.text,
            _ if api::takes_many(path) => self.batch,
            _ => self.json,
        }
    }
}

/// Answers for the handler when it could not read to the end, unless it did something with what came before: then its
/// answer is the only one that says what.
pub async fn watch(limits: BodyLimits, request: Request, next: Next) -> Response {
    let allowed = limits.allowed(request.uri().path(), request.headers());
    if announced(request.headers()).is_some_and(|length| length > allowed) {
        return and_close(Refusal::LARGE_BODY.answer(request.headers()));
    }
    let id = request_id::alone(request.headers());
    let verdict = Arc::new(Verdict::default());
    let request = request.map(|body| Body::new(Watched::new(body, allowed, limits.patience, &verdict)));
    let response = next.run(request).await;
    match verdict.refusal() {
        Some(_) if response.status().is_success() => and_close(response),
        Some(refusal) => and_close(refusal.answer(&id)),
        None => response,
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The rest of the body is still on its way; nothing after it can be understood.
fn and_close(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

#[derive(Debug, Default)]
struct Verdict {
    slow: AtomicBool,
    large: AtomicBool,
}

impl Verdict {
    fn refusal(&self) -> Option<Refusal> {
        let slow = self.slow.load(Ordering::Acquire).then_some(Refusal::SLOW_BODY);
        slow.or(self.large.load(Ordering::Acquire).then_some(Refusal::LARGE_BODY))
    }
}

struct Watched {
    inner: Body,
    left: u64,
    patience: Duration,
    /// Runs only while we wait for the client, never while the client waits for us.
    clock: Option<Pin<Box<Sleep>>>,
    verdict: Arc<Verdict>,
}

impl Watched {
    fn new(inner: Body, left: u64, patience: Duration, verdict: &Arc<Verdict>) -> Self {
        Self { inner, left, patience, clock: None, verdict: Arc::clone(verdict) }
    }

    fn count(&mut self, frame: &Frame<Bytes>) -> Result<(), axum::Error> {
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(left) = self.left.checked_sub(length) else {
            self.verdict.large.store(true, Ordering::Release);
            return Err(axum::Error::new(io::Error::other("the body is larger than allowed")));
        };
        self.left = left;
        Ok(())
    }

    fn wait(&mut self, context: &mut Context<'_>) -> Poll<axum::Error> {
        let patience = self.patience;
        let clock = self.clock.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(clock.as_mut().poll(context));
        self.verdict.slow.store(true, Ordering::Release);
        Poll::Ready(axum::Error::new(io::Error::other("the body stopped arriving")))
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Pending => self.wait(context).map(|error| Some(Err(error))),
            Poll::Ready(Some(Ok(frame))) => {
                self.clock = None;
                Poll::Ready(Some(self.count(&frame).map(|()| frame)))
            }
            ended @ Poll::Ready(_) => ended,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
