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
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use super::{refusal::Refusal, request_id, unread::and_close};
use crate::config::Limits;

/// Handlers that take less say so themselves; nobody gets more.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimits {
    pub form: u64,
    pub text: u64,
    pub upload: u64,
    pub json: u64,
    pub batch: u64,
    pub pace: BodyPace,
}

/// How slowly a body may come. Only the time in which we wait for the client counts.
#[derive(Debug, Clone, Copy)]
pub struct BodyPace {
    /// Without anything, and from the beginning until the rate is asked for.
    pub pause: Duration,
    /// Bytes per second, on average over all but the first pause.
    pub rate: u32,
    /// In all, for the shortest of bodies.
    pub total: Duration,
}

/// The total time grows by a second for so many bytes that a body may have: 2 GiB have four and a half hours.
const BYTES_PER_SECOND_OF_TOTAL: u64 = 128 << 10;

impl BodyPace {
    /// With the time that a body of so many bytes may take in all.
    fn of_a_body(mut self, allowed: u64) -> Self {
        self.total += Duration::from_secs(allowed / BYTES_PER_SECOND_OF_TOTAL);
        self
    }

    /// How much longer a client may pause that has sent so much in the time that we waited for it.
    fn left(&self, received: u64, waited: Duration) -> Duration {
        let earned = Duration::from_millis(received.saturating_mul(1000) / u64::from(self.rate));
        let by_rate = self.pause.saturating_add(earned);
        self.pause.min(by_rate.min(self.total).saturating_sub(waited))
    }
}

impl BodyLimits {
    pub fn of(limits: &Limits) -> Self {
        Self {
            form: limits.form_bytes,
            text: limits.label_file_bytes,
            upload: limits.upload_bytes,
            json: limits.json_bytes,
            batch: limits.batch_bytes,
            pace: BodyPace {
                pause: Duration::from_secs(limits.body_seconds.into()),
                rate: limits.body_bytes_per_second,
                total: Duration::from_secs(limits.body_total_seconds.into()),
            },
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
    let request = request.map(|body| Body::new(Watched::new(body, allowed, limits.pace, &verdict)));
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
    received: u64,
    pace: BodyPace,
    /// For the client, before the present pause.
    waited: Duration,
    /// Runs only while we wait for the client, never while the client waits for us.
    clock: Option<(Instant, Pin<Box<Sleep>>)>,
    verdict: Arc<Verdict>,
}

impl Watched {
    fn new(inner: Body, allowed: u64, pace: BodyPace, verdict: &Arc<Verdict>) -> Self {
        let pace = pace.of_a_body(allowed);
        let (waited, verdict) = (Duration::ZERO, Arc::clone(verdict));
        Self { inner, left: allowed, received: 0, pace, waited, clock: None, verdict }
    }

    fn count(&mut self, frame: &Frame<Bytes>) -> Result<(), axum::Error> {
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(left) = self.left.checked_sub(length) else {
            self.verdict.large.store(true, Ordering::Release);
            return Err(axum::Error::new(io::Error::other("the body is larger than allowed")));
        };
        self.left = left;
        self.received += length;
        Ok(())
    }

    fn wait(&mut self, context: &mut Context<'_>) -> Poll<axum::Error> {
        let left = self.pace.left(self.received, self.waited);
        let (_, clock) = self.clock.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        ready!(clock.as_mut().poll(context));
        self.verdict.slow.store(true, Ordering::Release);
        Poll::Ready(axum::Error::new(io::Error::other("the body came too slowly")))
    }

    fn waited_enough(&mut self) {
        if let Some((since, _)) = self.clock.take() {
            self.waited += since.elapsed();
        }
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
                self.waited_enough();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sends_little_may_pause_less_and_less() {
        let seconds = Duration::from_secs;
        let pace = BodyPace { pause: seconds(30), rate: 1024, total: seconds(60) };
        assert_eq!(pace.left(0, seconds(0)), seconds(30));
        assert_eq!(pace.left(1, seconds(29)), seconds(1));
        assert_eq!(pace.left(10 << 10, seconds(29)), seconds(11));
        assert_eq!(pace.left(10 << 10, seconds(40)), Duration::ZERO);
        assert_eq!(pace.left(1 << 30, seconds(20)), seconds(30));
        // Whatever came: in the end the time is over.
        assert_eq!(pace.left(1 << 30, seconds(55)), seconds(5));
        assert_eq!(pace.of_a_body(2 << 20).left(1 << 30, seconds(70)), seconds(6));
    }
}
