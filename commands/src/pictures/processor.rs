//! The place where images are decoded: as many as there is memory for, and never on the threads that serve people.

use std::{panic, sync::Arc, thread};

use bytes::Bytes;
use domain::Digest;
use tokio::sync::Semaphore;

use super::{
    ImageLimits, Picture, PictureError, Renditions,
    decode::{inspect, judge, memory},
    renditions::{render, renditions},
};
use crate::effort;

/// Most images that are decoded at the same time, however many processors there are: others have work, too.
const AT_ONCE: usize = 8;

/// A decoder that panics has met a file it was not written for.
const GAVE_UP: PictureError = PictureError::Damaged("the decoder gave up on it");

/// Cheap to clone; all clones share the memory.
#[derive(Debug, Clone)]
pub struct ImageProcessor {
    limits: ImageLimits,
    /// MiB that are free.
    memory: Arc<Semaphore>,
    /// MiB that there are.
    mebibytes: u32,
    /// MiB that each image takes at least, so that not too many are worked on.
    least: u32,
}

impl Default for ImageProcessor {
    fn default() -> Self {
        Self::new(ImageLimits::default())
    }
}

impl ImageProcessor {
    pub fn new(limits: ImageLimits) -> Self {
        let at_once = thread::available_parallelism().map_or(2, usize::from).clamp(2, AT_ONCE);
        let mebibytes = u32::try_from(limits.memory >> 20).unwrap_or(u32::MAX >> 4).max(1);
        let least = mebibytes.div_ceil(u32::try_from(at_once).unwrap_or(2));
        Self { limits, memory: Arc::new(Semaphore::new(mebibytes as usize)), mebibytes, least }
    }

    pub fn limits(&self) -> &ImageLimits {
        &self.limits
    }

    /// Says what the file is.
    pub async fn inspect(&self, bytes: Bytes) -> Result<Picture, PictureError> {
        self.work(bytes, inspect).await
    }

    /// Makes the renditions of a file that is known.
    pub async fn renditions(&self, bytes: Bytes) -> Result<Renditions, PictureError> {
        self.work(bytes, renditions).await
    }

    /// What an upload needs: says what the file is, with its renditions where it had to be decoded for that. `digest`: that
    /// of the bytes.
    pub async fn judge(
        &self,
        bytes: Bytes,
        digest: Digest,
    ) -> Result<(Picture, Option<Renditions>), PictureError> {
        self.work(bytes, move |bytes, limits| {
            let judged = judge(bytes, digest, limits)?;
            Ok((judged.picture, judged.decoded.map(render)))
        })
        .await
    }

    /// The memory is given back when the work ends, even if nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        bytes: Bytes,
        job: impl FnOnce(&[u8], &ImageLimits) -> Result<T, PictureError> + Send + 'static,
    ) -> Result<T, PictureError> {
        let limits = self.limits;
        let file = bytes.as_ref();
        let needed = panic::catch_unwind(|| memory(file, &limits)).unwrap_or(Err(GAVE_UP))?;
        let needed =
            u32::try_from(needed.div_ceil(1 << 20)).unwrap_or(u32::MAX).clamp(self.least, self.mebibytes);
        let held =
            Arc::clone(&self.memory).acquire_many_owned(needed).await.expect("the semaphore is never closed");
        let done = effort::blocking(move || {
            let outcome = job(&bytes, &limits);
            drop(held);
            outcome
        });
        done.await.unwrap_or(Err(GAVE_UP))
    }
}
