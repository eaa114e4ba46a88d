//! The place where images are decoded: few at a time, and never on the threads that serve people.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::{
    ImageLimits, Picture, PictureError, Renditions,
    decode::{decode, inspect},
    renditions::{render, renditions},
};

/// Images decoded at the same time; each may need the decoder's whole allowance.
const AT_ONCE: usize = 2;

/// Cheap to clone; all clones share the two places.
#[derive(Debug, Clone)]
pub struct ImageProcessor {
    limits: ImageLimits,
    places: Arc<Semaphore>,
}

impl Default for ImageProcessor {
    fn default() -> Self {
        Self::new(ImageLimits::default())
    }
}

impl ImageProcessor {
    pub fn new(limits: ImageLimits) -> Self {
        Self { limits, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    pub fn limits(&self) -> &ImageLimits {
        &self.limits
    }

    /// Says what the file is.
    pub async fn inspect(&self, bytes: Bytes) -> Result<Picture, PictureError> {
        self.work(move |limits| inspect(&bytes, &limits)).await
    }

    /// Makes the renditions of a file that is known.
    pub async fn renditions(&self, bytes: Bytes) -> Result<Renditions, PictureError> {
        self.work(move |limits| renditions(&bytes, &limits)).await
    }

    /// Both, decoding once: what an upload needs.
    pub async fn process(&self, bytes: Bytes) -> Result<(Picture, Renditions), PictureError> {
        self.work(move |limits| {
            let decoded = decode(&bytes, &limits)?;
            Ok((decoded.picture, render(decoded)))
        })
        .await
    }

    /// The place is given back when the work ends, even if nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(ImageLimits) -> Result<T, PictureError> + Send + 'static,
    ) -> Result<T, PictureError> {
        let place = Arc::clone(&self.places).acquire_owned().await.expect("the semaphore is never closed");
        let limits = self.limits;
        let done = tokio::task::spawn_blocking(move || {
            let outcome = job(limits);
            drop(place);
            outcome
        });
        // A decoder that panics has met a file it was not written for.
        done.await.unwrap_or(Err(PictureError::Damaged("the decoder gave up on it")))
    }
}
