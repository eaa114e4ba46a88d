//! Images on their way to a client, as they came or smaller. The smaller ones are drawn and stored when they are first
//! asked for, unless the upload had to decode the image anyway.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
    thread,
};

use domain::Digest;
use http::{HeaderMap, Response};
use lru::LruCache;
use projections::images::ImageLine;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{
    blobs::{BlobError, Blobs, ObjectKey, Rendition},
    download::{Chunks, Download, Picture},
    intake::digest_of,
    locks::Locks,
    pictures::{ImageProcessor, Renditions, Screen},
    shared::Shared,
};

/// Most images that are held in memory to be drawn.
const AT_ONCE: usize = 8;
/// Images that are remembered as drawn, or as not to be drawn; each takes about a hundred bytes.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(100_000).expect("more than none");

/// Sends images.
pub struct ImageFiles {
    blobs: Blobs,
    processor: ImageProcessor,
    /// Images to which no rendition will come any more: what is missing, the image itself stands for.
    drawn: Mutex<LruCache<Digest, ()>>,
    /// Held while an image is drawn, by its digest: nobody draws it twice.
    drawing: Locks,
    turns: Semaphore,
}

impl ImageFiles {
    pub(crate) fn new(shared: &Shared) -> Self {
        let at_once = thread::available_parallelism().map_or(2, usize::from).clamp(2, AT_ONCE);
        Self {
            blobs: shared.blobs.clone(),
            processor: shared.processor.clone(),
            drawn: Mutex::new(LruCache::new(REMEMBERED)),
            drawing: Locks::new(),
            turns: Semaphore::new(at_once),
        }
    }

    /// The answer to a request for an image; one that is small enough is its own rendition, and so is one whose pixels no
    /// decoder can read.
    pub async fn download(
        &self,
        image: &ImageLine,
        picture: Picture,
        asked: &HeaderMap,
    ) -> Result<Response<Chunks>, BlobError> {
        let digest = image.digest.0;
        if let Picture::Rendition(kind) = picture {
            let place = ObjectKey::Rendition(digest, kind);
            let rendition = Download { place, media_type: "image/jpeg", named: None };
            match self.blobs.download(rendition, asked).await {
                Err(error) if error.is_not_found() => {}
                answer => return answer,
            }
            if self.draw(digest).await? {
                match self.blobs.download(rendition, asked).await {
                    Err(error) if error.is_not_found() => {}
                    answer => return answer,
                }
            }
        }
        let named = (picture == Picture::Original).then_some(("inline", image.name.as_str()));
        let file = Download { place: ObjectKey::Object(digest), media_type: &image.media_type, named };
        self.blobs.download(file, asked).await
    }

    /// Draws what was not drawn yet. Says whether there may be a rendition now that was not there before.
    async fn draw(&self, digest: Digest) -> Result<bool, BlobError> {
        if self.is_drawn(digest) {
            return Ok(false);
        }
        let _alone = self.drawing.lock(Uuid::new_v5(&Uuid::nil(), digest.bytes())).await;
        if self.is_drawn(digest) {
            return Ok(true);
        }
        // The thumbnail is stored last.
        match self.blobs.head(ObjectKey::Rendition(digest, Rendition::Thumbnail)).await {
            Ok(_) => {}
            Err(error) if error.is_not_found() => self.draw_now(digest).await?,
            Err(error) => return Err(error),
        }
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).put(digest, ());
        Ok(true)
    }

    async fn draw_now(&self, digest: Digest) -> Result<(), BlobError> {
        let _turn = self.turns.acquire().await.expect("the semaphore is never closed");
        let bytes = self.blobs.read(digest, self.processor.limits().file).await?;
        if digest_of(bytes.clone()).await != digest {
            return Err(BlobError::Damaged(digest));
        }
        match self.processor.renditions(bytes).await {
            Ok(renditions) => self.blobs.put_renditions(digest, renditions).await,
            Err(error) => {
                tracing::warn!(%error, %digest, "an image cannot be drawn smaller, it is shown as it came");
                Ok(())
            }
        }
    }

    fn is_drawn(&self, digest: Digest) -> bool {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).is_some()
    }
}

impl Blobs {
    /// Stores the pictures made of the image with this digest; the thumbnail last, so that it says that all are there.
    pub(crate) async fn put_renditions(
        &self,
        image: Digest,
        renditions: Renditions,
    ) -> Result<(), BlobError> {
        if let Screen::Rendered(screen) = renditions.screen {
            self.put_rendition(image, Rendition::Screen, screen).await?;
        }
        self.put_rendition(image, Rendition::Thumbnail, renditions.thumbnail).await
    }
}
