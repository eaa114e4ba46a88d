//! The same for those who must not block: entries come through a channel.

use std::{fs::File, ops::ControlFlow, sync::Arc};

use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
};

use super::{ArchiveEntry, ArchiveError, ArchiveLimits, NameEncoding, NamesRead, Reader};
use crate::effort;

/// KiB of unpacked entries that may be in work at once, but for one that has more.
const HELD: u32 = 128 << 10;

/// An archive being unpacked. Dropping it stops the work.
#[derive(Debug)]
pub struct Unpacking {
    count: usize,
    names: Option<NamesRead>,
    entries: mpsc::Receiver<Result<(ArchiveEntry, Held), ArchiveError>>,
}

/// The memory in which an entry lies: dropped with it, so that another one can be unpacked.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "it is held, not read")] OwnedSemaphorePermit);

impl Unpacking {
    /// Judges the table of contents and begins. Entries wait for each other when they fill the memory there is for them.
    pub async fn start(
        file: File,
        limits: ArchiveLimits,
        encoding: Option<NameEncoding>,
    ) -> Result<Self, ArchiveError> {
        let (opened, judged) = oneshot::channel();
        let (sender, entries) = mpsc::channel(1);
        let (memory, runtime) = (Arc::new(Semaphore::new(HELD as usize)), Handle::current());
        effort::blocking(move || {
            let mut reader = match Reader::open(file, limits, encoding) {
                Ok(reader) => reader,
                Err(error) => return drop(opened.send(Err(error))),
            };
            if opened.send(Ok((reader.len(), reader.names()))).is_err() {
                return;
            }
            let hand_over = |entry: ArchiveEntry| {
                effort::tick();
                let sent = runtime.block_on(async {
                    let held = room_for(&entry, &memory).await;
                    sender.send(Ok((entry, held))).await
                });
                if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            if let Err(error) = reader.each(hand_over) {
                // Nobody is left to be told if this fails.
                let _ = sender.blocking_send(Err(error));
            }
        });
        // The reader panicked on a file it was not written for if nothing was sent.
        let (count, names) = judged.await.unwrap_or(Err(ArchiveError::Damaged))?;
        Ok(Self { count, names, entries })
    }

    /// How the names are read that do not say how.
    pub fn names(&self) -> Option<NamesRead> {
        self.names
    }

    /// Entries there are, including those that will be passed over quietly.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The next entry; after an error or `None` there is nothing more.
    pub async fn next(&mut self) -> Option<Result<(ArchiveEntry, Held), ArchiveError>> {
        self.entries.recv().await
    }
}

async fn room_for(entry: &ArchiveEntry, memory: &Arc<Semaphore>) -> Held {
    let bytes = entry.outcome.as_ref().map_or(0, |content| content.bytes.len());
    let room = u32::try_from(bytes >> 10).unwrap_or(HELD).clamp(1, HELD);
    Held(Arc::clone(memory).acquire_many_owned(room).await.expect("the semaphore is never closed"))
}
