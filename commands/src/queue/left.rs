//! What is left of a set in which little is left: known exactly, so that nobody looks through a hundred thousand images
//! for the last one.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::ImageSetId;
use lru::LruCache;
use projections::sieve::Sieve;
use uuid::Uuid;

use super::PAGE;
use crate::{CommandError, Commands};

/// Name and id: the order in which images are gone through.
pub(super) type Place = (String, Uuid);

#[derive(Clone)]
struct Known {
    /// Log position as of which it is all that is left.
    position: i64,
    images: Vec<Place>,
}

const KEPT: NonZeroUsize = NonZeroUsize::new(1_000).expect("not zero");

/// After this many facts it is as well to look anew.
const TOUCHED: i64 = 2_000;

pub(crate) struct Left(Mutex<LruCache<(ImageSetId, Sieve), Known>>);

impl Default for Left {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Left {
    fn known(&self) -> MutexGuard<'_, LruCache<(ImageSetId, Sieve), Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Commands {
    /// All that is left; `None` when it is more than a page, or nobody has looked yet.
    pub(super) async fn known_left(
        &self,
        set: ImageSetId,
        sieve: &Sieve,
        now: i64,
    ) -> Result<Option<Vec<Place>>, CommandError> {
        let known = self.left.known().get(&(set, sieve.clone())).cloned();
        let Some(Known { position, images }) = known else { return Ok(None) };
        let mut either = self.views.log().images_touched(set, position, TOUCHED).await?;
        if i64::try_from(either.len()) == Ok(TOUCHED) {
            self.left.known().pop(&(set, sieve.clone()));
            return Ok(None);
        }
        either.extend(images.into_iter().map(|(_, image)| image));
        let images = self.views.waiting_among(set, sieve, &either).await?;
        self.learn_left(set, sieve, now, &images);
        Ok(is_little(&images).then_some(images))
    }

    /// What was found by looking through the whole set after that position was the log's last.
    pub(super) fn learn_left(&self, set: ImageSetId, sieve: &Sieve, position: i64, images: &[Place]) {
        let key = (set, sieve.clone());
        if is_little(images) {
            self.left.known().put(key, Known { position, images: images.to_vec() });
        } else {
            self.left.known().pop(&key);
        }
    }
}

pub(super) fn is_little(images: &[Place]) -> bool {
    i64::try_from(images.len()).is_ok_and(|count| count < PAGE)
}
