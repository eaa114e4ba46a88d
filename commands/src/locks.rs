//! One command at a time per stream and process: what remains of conflicts is between processes.

use std::hash::{BuildHasher as _, RandomState};

use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// Streams share a fixed number of locks; two that share one merely wait for each other.
#[derive(Debug)]
pub(crate) struct Locks {
    shards: Vec<Mutex<()>>,
    hasher: RandomState,
}

const SHARDS: u64 = 1024;

impl Locks {
    pub(crate) fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::new(())).collect(), hasher: RandomState::new() }
    }

    pub(crate) async fn lock(&self, stream: Uuid) -> MutexGuard<'_, ()> {
        let shard = usize::try_from(self.hasher.hash_one(stream) % SHARDS).unwrap_or_default();
        self.shards[shard].lock().await
    }
}
