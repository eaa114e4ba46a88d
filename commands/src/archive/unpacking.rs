//! The same for those who must not block: entries come through a channel.

use std::{fs::File, ops::ControlFlow};

use tokio::sync::{mpsc, oneshot};

use super::{ArchiveEntry, ArchiveError, ArchiveLimits, Reader};

/// An archive being unpacked. Dropping it stops the work.
#[derive(Debug)]
pub struct Unpacking {
    count: usize,
    entries: mpsc::Receiver<Result<ArchiveEntry, ArchiveError>>,
}

impl Unpacking {
    /// Judges the table of contents and begins. At most one entry waits while another is worked on.
    pub async fn start(file: File, limits: ArchiveLimits) -> Result<Self, ArchiveError> {
        let (opened, judged) = oneshot::channel();
        let (sender, entries) = mpsc::channel(1);
        tokio::task::spawn_blocking(move || {
            let mut reader = match Reader::open(file, limits) {
                Ok(reader) => reader,
                Err(error) => return drop(opened.send(Err(error))),
            };
            if opened.send(Ok(reader.len())).is_err() {
                return;
            }
            let hand_over = |entry| match sender.blocking_send(Ok(entry)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            if let Err(error) = reader.each(hand_over) {
                // Nobody is left to be told if this fails.
                let _ = sender.blocking_send(Err(error));
            }
        });
        // The reader panicked on a file it was not written for if nothing was sent.
        let count = judged.await.unwrap_or(Err(ArchiveError::Damaged))?;
        Ok(Self { count, entries })
    }

    /// Entries there are, including those that will be passed over quietly.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The next entry; after an error or `None` there is nothing more.
    pub async fn next(&mut self) -> Option<Result<ArchiveEntry, ArchiveError>> {
        self.entries.recv().await
    }
}
