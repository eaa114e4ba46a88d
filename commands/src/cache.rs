//! Streams that were used lately, folded. Never the truth: the append checks the sequence.

use std::{
    any::Any,
    sync::{Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use uuid::Uuid;

/// A folded stream of any kind.
#[derive(Debug)]
struct CachedStream {
    state: Box<dyn Any + Send>,
    sequence: i64,
    bytes: usize,
}

/// A folded stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cached<D> {
    pub state: D,
    /// Of the last fact in it.
    pub sequence: i64,
    /// Of its facts: what it costs in memory, roughly.
    pub bytes: usize,
}

/// Whoever works on a stream takes it out, and puts it back when it is true again.
#[derive(Debug)]
pub(crate) struct Cache(Mutex<Entries>);

#[derive(Debug)]
struct Entries {
    streams: LruCache<Uuid, CachedStream>,
    bytes: usize,
}

/// A busy site edits some thousand images an hour; an image with 20 labels takes about 10 kB.
const STREAMS: usize = 10_000;
/// But a label may have 10,000 nodes.
const BYTES: usize = 128 << 20;

impl Cache {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Entries { streams: LruCache::unbounded(), bytes: 0 }))
    }

    pub(crate) fn take<D: 'static>(&self, stream: Uuid) -> Option<Cached<D>> {
        let CachedStream { state, sequence, bytes } = self.entries().remove(stream)?;
        let state = state.downcast().ok()?;
        Some(Cached { state: *state, sequence, bytes })
    }

    pub(crate) fn put<D: Send + 'static>(&self, stream: Uuid, cached: Cached<D>) {
        let Cached { state, sequence, bytes } = cached;
        let mut entries = self.entries();
        entries.remove(stream);
        entries.streams.put(stream, CachedStream { state: Box::new(state), sequence, bytes });
        entries.bytes += bytes;
        while entries.streams.len() > STREAMS || entries.bytes > BYTES {
            let Some((_, forgotten)) = entries.streams.pop_lru() else { break };
            entries.bytes -= forgotten.bytes;
        }
    }

    /// What of a stream's state somebody wants to know, if it is here.
    pub(crate) fn look<D: 'static, S>(&self, stream: Uuid, see: impl FnOnce(&D) -> S) -> Option<S> {
        self.entries().streams.peek(&stream)?.state.downcast_ref().map(see)
    }

    pub(crate) fn evict(&self, stream: Uuid) -> Option<i64> {
        self.entries().remove(stream).map(|entry| entry.sequence)
    }

    /// The sequence at which a stream is cached.
    pub(crate) fn sequence(&self, stream: Uuid) -> Option<i64> {
        self.entries().streams.peek(&stream).map(|entry| entry.sequence)
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn remove(&mut self, stream: Uuid) -> Option<CachedStream> {
        let entry = self.streams.pop(&stream)?;
        self.bytes -= entry.bytes;
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let cache = Cache::new();
        let put = |stream: u128, bytes| {
            cache.put(Uuid::from_u128(stream), Cached { state: (), sequence: 1, bytes });
        };
        put(1, BYTES / 2);
        put(2, BYTES / 2);
        put(1, BYTES / 2);
        put(3, 1);
        let known = |stream| cache.sequence(Uuid::from_u128(stream)).is_some();
        assert_eq!([known(1), known(2), known(3)], [true, false, true]);
        put(4, BYTES + 1);
        assert_eq!([known(1), known(3), known(4)], [false; 3]);
        put(5, BYTES);
        assert!(known(5));
    }
}
