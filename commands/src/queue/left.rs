//! What is left of a set in which little is left: known exactly, so that nobody looks through a hundred thousand images
//! for the last one.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{ImageSetId, filter::ImageFilter};
use lru::LruCache;
use projections::images::ImagePlace;

use super::{PAGE, WorkQueue};
use crate::CommandError;

#[derive(Clone)]
struct KnownImages {
    /// Log position as of which it is all that is left.
    position: i64,
    images: Vec<ImagePlace>,
}

const KEPT: NonZeroUsize = NonZeroUsize::new(1_000).expect("not zero");

/// After this many facts it is as well to look anew.
const TOUCHED: i64 = 2_000;

pub(super) struct Left(Mutex<LruCache<(ImageSetId, ImageFilter), KnownImages>>);

impl Default for Left {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Left {
    fn known(&self) -> MutexGuard<'_, LruCache<(ImageSetId, ImageFilter), KnownImages>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WorkQueue {
    /// All that is left; `None` when it is more than a page, or nobody has looked yet.
    pub(super) async fn known_left(
        &self,
        set: ImageSetId,
        filter: &ImageFilter,
        now: i64,
    ) -> Result<Option<Vec<ImagePlace>>, CommandError> {
        let known = self.left.known().get(&(set, filter.clone())).cloned();
        let Some(KnownImages { position, images }) = known else { return Ok(None) };
        let mut either = self.views.log().images_touched(set, position, TOUCHED).await?;
        if i64::try_from(either.len()) == Ok(TOUCHED) {
            self.left.known().pop(&(set, filter.clone()));
            return Ok(None);
        }
        either.extend(images.into_iter().map(|place| place.image));
        let images = self.views.waiting_among(set, filter, &either).await?;
        self.learn_left(set, filter, now, &images);
        Ok(is_little(&images).then_some(images))
    }

    /// What was found by looking through the whole set after that position was the log's last.
    pub(super) fn learn_left(
        &self,
        set: ImageSetId,
        filter: &ImageFilter,
        position: i64,
        images: &[ImagePlace],
    ) {
        let key = (set, filter.clone());
        if is_little(images) {
            self.left.known().put(key, KnownImages { position, images: images.to_vec() });
        } else {
            self.left.known().pop(&key);
        }
    }
}

pub(super) fn is_little(images: &[ImagePlace]) -> bool {
    i64::try_from(images.len()).is_ok_and(|count| count < PAGE)
}
