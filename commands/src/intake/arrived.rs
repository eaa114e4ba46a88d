//! A file that arrives: small ones stay in memory, others wait on this machine's disk until there is memory for them.
//!
//! So what all uploads hold together has an end, however many there are and however slowly they come.

use std::{io, sync::Arc};

use bytes::{Bytes, BytesMut};
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _},
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// Beyond this a file is written to disk while it arrives.
const SMALL: usize = 256 << 10;
/// Memory is counted in pieces of this size.
const PIECE: u64 = 1 << 10;
/// More than any machine has; a semaphore has room for as many.
const MOST: u32 = 1 << 28;

/// Memory for the pictures of all uploads. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    free: Arc<Semaphore>,
    pieces: u32,
}

impl Memory {
    pub fn new(bytes: u64) -> Self {
        let pieces = u32::try_from(bytes.div_ceil(PIECE)).unwrap_or(u32::MAX).min(MOST);
        Self { free: Arc::new(Semaphore::new(pieces as usize)), pieces }
    }

    /// Waits until there is so much, or all of it for what is larger.
    async fn take(&self, bytes: u64) -> OwnedSemaphorePermit {
        let pieces = u32::try_from(bytes.div_ceil(PIECE)).unwrap_or(u32::MAX).min(self.pieces);
        let free = Arc::clone(&self.free);
        free.acquire_many_owned(pieces).await.expect("the semaphore is never closed")
    }
}

/// What has come of a file.
pub(crate) struct Arrived {
    small: BytesMut,
    /// All of it, once it is not small.
    file: Option<File>,
    size: u64,
}

impl Arrived {
    pub fn new(begun: BytesMut) -> Self {
        Self { size: begun.len() as u64, small: begun, file: None }
    }

    pub async fn push(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.size += chunk.len() as u64;
        if let Some(file) = &mut self.file {
            return file.write_all(chunk).await;
        }
        self.small.extend_from_slice(chunk);
        if self.small.len() > SMALL {
            let mut file = File::from_std(tempfile::tempfile()?);
            file.write_all(&std::mem::take(&mut self.small)).await?;
            self.file = Some(file);
        }
        Ok(())
    }

    /// Its bytes, and the memory that they have until this is dropped.
    pub async fn load(self, memory: &Memory) -> io::Result<(Bytes, OwnedSemaphorePermit)> {
        let room = memory.take(self.size).await;
        let Some(mut file) = self.file else { return Ok((self.small.freeze(), room)) };
        file.flush().await?;
        file.rewind().await?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        file.read_to_end(&mut bytes).await?;
        Ok((bytes.into(), room))
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    async fn arrived(size: usize) -> (Arrived, Vec<u8>) {
        let whole: Vec<u8> = (0..=250).cycle().take(size).collect();
        let mut arrived = Arrived::new(BytesMut::new());
        for chunk in whole.chunks(10_000) {
            arrived.push(chunk).await.unwrap();
        }
        (arrived, whole)
    }

    #[tokio::test]
    async fn what_comes_in_is_what_was_sent_and_only_small_files_are_held_in_memory() {
        let memory = Memory::new(10 << 20);
        for (size, on_disk) in [(0, false), (9, false), (SMALL, false), (SMALL + 1, true), (3 << 20, true)] {
            let (arrived, whole) = arrived(size).await;
            assert_eq!(arrived.file.is_some(), on_disk, "{size}");
            assert!(arrived.small.len() <= SMALL);
            assert_eq!(arrived.load(&memory).await.unwrap().0, whole, "{size}");
        }
    }

    #[tokio::test]
    async fn who_comes_when_the_memory_is_taken_waits() {
        let memory = Memory::new(1 << 20);
        let (first, second) = (arrived(700 << 10).await.0, arrived(700 << 10).await.0);
        let (bytes, room) = first.load(&memory).await.unwrap();
        let mut waiting = Box::pin(second.load(&memory));
        assert!((&mut waiting).now_or_never().is_none());
        drop((bytes, room));
        assert_eq!(waiting.await.unwrap().0.len(), 700 << 10);
        // What is larger than all of it is loaded alone.
        assert_eq!(arrived(2 << 20).await.0.load(&memory).await.unwrap().0.len(), 2 << 20);
    }
}
