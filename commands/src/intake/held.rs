//! How much a reader of forms may hold. It keeps whatever has come until it finds a boundary, or the end of a part's
//! header, and nobody promises that there is one.

use std::{
    error::Error,
    mem,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Poll, ready},
};

use bytes::Bytes;
use futures::{Stream, stream};

/// More than a part's header and one chunk that came with it.
const MOST: u64 = 1 << 20;

/// Bytes that went to the reader since it last gave something back. Clones share the number.
#[derive(Debug, Clone, Default)]
pub(super) struct Held(Arc<AtomicU64>);

impl Held {
    /// The reader gave something back.
    pub fn forget(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn add(&self, chunk: &Bytes) -> bool {
        self.0.fetch_add(chunk.len() as u64, Ordering::Relaxed) <= MOST
    }
}

/// The same bytes, one chunk at a time: without a pause the reader would take all there is before it looks at any.
pub(super) fn limited<E>(
    body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    held: Held,
) -> impl Stream<Item = Result<Bytes, Box<dyn Error + Send + Sync>>> + Send + 'static
where
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    let (mut body, mut pause): (Pin<Box<dyn Stream<Item = _> + Send>>, _) = (Box::pin(body), false);
    stream::poll_fn(move |context| {
        if mem::take(&mut pause) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let chunk: Option<Result<Bytes, E>> = ready!(body.as_mut().poll_next(context));
        pause = true;
        Poll::Ready(chunk.map(|chunk| match chunk {
            Ok(chunk) if held.add(&chunk) => Ok(chunk),
            Ok(_) => Err("no part begins".into()),
            Err(error) => Err(error.into()),
        }))
    })
}
