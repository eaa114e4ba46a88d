//! What to do next: images are handed out so that no two people get the same one.

mod left;

use domain::{AccountId, Action, AnnotationTypeId, ImageId, ImageSetId};
use projections::sieve::{Condition, Sieve};
use uuid::Uuid;

use self::left::{Place, is_little};
use crate::{CommandError, Commands, desk::leases};

pub(crate) use self::left::Left;

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Label,
    Verify,
}

/// An image to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    pub image: ImageId,
    pub set: ImageSetId,
    /// What the set is mainly about.
    pub main: Option<AnnotationTypeId>,
}

/// Images looked at together; more than people and what is handed out ahead to them.
const PAGE: i64 = 64;

impl Commands {
    /// The next image of a set after the one somebody comes from, round and round; `None` when nothing is left that is
    /// not kept for somebody else.
    ///
    /// Asked again with the same image it answers the same, as long as nothing was done there.
    pub async fn next_of_set(
        &self,
        by: AccountId,
        set: ImageSetId,
        work: Work,
        after: Option<ImageId>,
    ) -> Result<Option<Handed>, CommandError> {
        let standing = self.permit(by, set, Action::Read).await?;
        let keeps = standing.allows(Action::Annotate);
        let main = self.views.main_annotation_type(set).await?;
        let found = self.hand_out(by, (set, main), work, after, keeps).await?;
        Ok(found.map(|image| Handed { image, set, main }))
    }

    /// The next image of all sets of one's teams: by priority; within it first on in the set one comes from.
    pub async fn next_of_all(
        &self,
        by: AccountId,
        work: Work,
        after: Option<ImageId>,
    ) -> Result<Option<Handed>, CommandError> {
        for (set, main) in self.views.sets_to_work_on(by, after).await? {
            if let Some(image) = self.hand_out(by, (set, main), work, after, true).await? {
                return Ok(Some(Handed { image, set, main }));
            }
        }
        Ok(None)
    }

    /// Whether there is anything to do in a set, or in all sets of one's teams, whoever is at it.
    pub async fn is_any_left(
        &self,
        by: AccountId,
        set: Option<ImageSetId>,
        work: Work,
    ) -> Result<bool, CommandError> {
        let sets = match set {
            Some(set) => vec![(set, self.views.main_annotation_type(set).await?)],
            None => self.views.sets_to_work_on(by, None).await?,
        };
        for (set, main) in sets {
            let any = urgent_first(by, main, work).pop().unwrap_or_default();
            if !self.views.waiting(set, &any, ("", Uuid::nil()), 1).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Those of some images that are kept for nobody else; all of them, when there is nothing else to do. Two people may
    /// judge one label, so that nobody who verifies is sent away.
    pub async fn rather_kept_for_nobody(
        &self,
        by: AccountId,
        images: Vec<Uuid>,
    ) -> Result<Vec<Uuid>, CommandError> {
        let free = leases::free(&self.pool, &images, by, self.clock.now()).await?;
        Ok(if free.is_empty() { images } else { free })
    }

    async fn hand_out(
        &self,
        by: AccountId,
        (set, main): (ImageSetId, Option<AnnotationTypeId>),
        work: Work,
        after: Option<ImageId>,
        keeps: bool,
    ) -> Result<Option<ImageId>, CommandError> {
        let from = self.views.place_in_set(set, after).await?.unwrap_or_default();
        for sieve in urgent_first(by, main, work) {
            let round = Round { by, set, sieve, keeps };
            if let Some(image) = self.first_free(&round, &from).await? {
                return Ok(Some(image));
            }
        }
        Ok(None)
    }

    /// The first image after a place, round and round, that is kept for nobody else.
    async fn first_free(&self, round: &Round, from: &Place) -> Result<Option<ImageId>, CommandError> {
        // Before anything is looked at: what happens from here on is looked at next time.
        let now = self.views.log().head().await?;
        if let Some(left) = self.known_left(round.set, &round.sieve, now).await? {
            return self.keep_first(round, &rotated(left, from)).await;
        }
        let start = Place::default();
        let beyond = self.page(round, from).await?;
        if is_little(&beyond) {
            let all = if *from == start { beyond.clone() } else { self.page(round, &start).await? };
            self.learn_left(round.set, &round.sieve, now, &all);
            if is_little(&all) {
                return self.keep_first(round, &rotated(all, from)).await;
            }
        }
        match self.first_free_on(round, beyond).await? {
            Some(image) => Ok(Some(image)),
            None => self.first_free_on(round, self.page(round, &start).await?).await,
        }
    }

    /// The first on this page of those who wait, or on the next ones.
    async fn first_free_on(
        &self,
        round: &Round,
        mut page: Vec<Place>,
    ) -> Result<Option<ImageId>, CommandError> {
        loop {
            let found = self.keep_first(round, &page).await?;
            match page.last() {
                Some(last) if found.is_none() && !is_little(&page) => page = self.page(round, last).await?,
                _ => return Ok(found),
            }
        }
    }

    async fn page(&self, Round { set, sieve, .. }: &Round, after: &Place) -> sqlx::Result<Vec<Place>> {
        self.views.waiting(*set, sieve, (&after.0, after.1), PAGE).await
    }

    /// The first of these that is kept for nobody else; it is kept for this person from now on.
    async fn keep_first(&self, round: &Round, places: &[Place]) -> Result<Option<ImageId>, CommandError> {
        let images: Vec<_> = places.iter().map(|(_, image)| *image).collect();
        if !round.keeps {
            return Ok(images.first().copied().map(ImageId::new));
        }
        let now = self.clock.now();
        loop {
            let taken = leases::take(&self.pool, &images, round.by, now).await?;
            // Somebody was faster with the first one: then there are others, or there are none.
            if taken.is_some() || !leases::any_free(&self.pool, &images, round.by, now).await? {
                return Ok(taken);
            }
        }
    }
}

/// One look for an image.
struct Round {
    by: AccountId,
    set: ImageSetId,
    sieve: Sieve,
    /// Whoever may only look takes nothing away from others.
    keeps: bool,
}

/// What comes after a place, then what comes before it.
fn rotated(mut places: Vec<Place>, from: &Place) -> Vec<Place> {
    let beyond = places.partition_point(|place| place <= from);
    places.rotate_left(beyond);
    places
}

/// To label: what misses labels. To verify: what people disagree about, then what nobody has judged yet.
fn urgent_first(by: AccountId, main: Option<AnnotationTypeId>, work: Work) -> Vec<Sieve> {
    let unverified = Sieve::of([Condition::Unverified(by)]);
    match (work, main) {
        (Work::Label, Some(main)) => vec![Sieve::of([Condition::Without(main)])],
        (Work::Label, None) => vec![Sieve::of([Condition::Unlabelled])],
        (Work::Verify, _) => vec![
            unverified.clone().and(Condition::Disagreed),
            Sieve::of([Condition::Unjudged(by)]),
            unverified,
        ],
    }
}
