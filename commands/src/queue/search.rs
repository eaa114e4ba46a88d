//! One search for an image that is kept for nobody else.

use domain::{AccountId, ImageId, ImageSetId, filter::ImageFilter};
use projections::images::ImagePlace;

use super::{PAGE, WorkQueue, left::is_little};
use crate::{CommandError, desk::leases};

/// What is searched, and for whom.
pub(super) struct Search<'a> {
    pub by: AccountId,
    pub set: ImageSetId,
    pub filter: &'a ImageFilter,
    /// Whoever may only look takes nothing away from others.
    pub keeps: bool,
}

impl WorkQueue {
    /// The first image after a place that is kept for nobody else.
    pub(super) async fn first_free(
        &self,
        search: &Search<'_>,
        from: &ImagePlace,
    ) -> Result<Option<ImageId>, CommandError> {
        // Before anything is looked at: what happens from here on is looked at next time.
        let now = self.views.log().head().await?;
        if let Some(left) = self.known_left(search.set, search.filter, now).await? {
            let beyond = left.partition_point(|place| place <= from);
            return self.keep_first(search, &left[beyond..]).await;
        }
        let (start, beyond) = (ImagePlace::default(), self.page(search, from).await?);
        if is_little(&beyond) {
            let all = if *from == start { beyond.clone() } else { self.page(search, &start).await? };
            self.learn_left(search.set, search.filter, now, &all);
        }
        self.first_free_on(search, beyond).await
    }

    /// The first on this page of those who wait, or on the next ones.
    async fn first_free_on(
        &self,
        search: &Search<'_>,
        mut page: Vec<ImagePlace>,
    ) -> Result<Option<ImageId>, CommandError> {
        loop {
            let found = self.keep_first(search, &page).await?;
            match page.last() {
                Some(last) if found.is_none() && !is_little(&page) => page = self.page(search, last).await?,
                _ => return Ok(found),
            }
        }
    }

    async fn page(
        &self,
        Search { set, filter, .. }: &Search<'_>,
        after: &ImagePlace,
    ) -> sqlx::Result<Vec<ImagePlace>> {
        self.views.waiting(*set, filter, after, PAGE).await
    }

    /// The first of these that is kept for nobody else; it is kept for this person from now on.
    async fn keep_first(
        &self,
        search: &Search<'_>,
        places: &[ImagePlace],
    ) -> Result<Option<ImageId>, CommandError> {
        let images: Vec<_> = places.iter().map(|place| place.image).collect();
        if !search.keeps {
            return Ok(images.first().copied().map(ImageId::new));
        }
        let now = self.clock.now();
        loop {
            let taken = leases::take(&self.pool, &images, search.by, now).await?;
            // Somebody was faster with the first one: then there are others, or there are none.
            if taken.is_some() || !leases::any_free(&self.pool, &images, search.by, now).await? {
                return Ok(taken);
            }
        }
    }
}
