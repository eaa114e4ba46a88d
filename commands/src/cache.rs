//! Streams that were used lately, folded. Never the truth: the append checks the sequence.

use std::{
    any::Any,
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use uuid::Uuid;

/// A folded stream of any kind.
#[derive(Debug)]
struct Entry {
    state: Box<dyn Any + Send>,
    sequence: i64,
}

/// Whoever works on a stream takes it out, and puts it back when it is true again.
#[derive(Debug)]
pub(crate) struct Cache(Mutex<LruCache<Uuid, Entry>>);

/// A busy site edits some thousand images an hour; an image with 20 labels takes about 10 kB.
const STREAMS: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

impl Cache {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(LruCache::new(STREAMS)))
    }

    pub(crate) fn take<D: 'static>(&self, stream: Uuid) -> Option<(D, i64)> {
        let Entry { state, sequence } = self.entries().pop(&stream)?;
        let state = state.downcast().ok()?;
        Some((*state, sequence))
    }

    pub(crate) fn put<D: Send + 'static>(&self, stream: Uuid, state: D, sequence: i64) {
        self.entries().put(stream, Entry { state: Box::new(state), sequence });
    }

    pub(crate) fn evict(&self, stream: Uuid) -> Option<i64> {
        self.entries().pop(&stream).map(|entry| entry.sequence)
    }

    /// The sequence at which a stream is cached.
    pub(crate) fn sequence(&self, stream: Uuid) -> Option<i64> {
        self.entries().peek(&stream).map(|entry| entry.sequence)
    }

    fn entries(&self) -> MutexGuard<'_, LruCache<Uuid, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
