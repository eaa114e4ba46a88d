//! What to do next: images are handed out so that no two people get the same one.

mod left;
mod search;
mod urgency;

use std::sync::Arc;

use domain::{AccountId, Action, AnnotationTypeId, ImageId, ImageSetId};
use projections::{Views, images::ImagePlace, verification::Queue};
use sqlx::PgPool;

use self::{left::Left, search::Search, urgency::steps};
use crate::{CommandError, clock::Clock, permit::Permissions, shared::Shared};

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueueTask {
    Label,
    Verify(Queue),
}

/// Where somebody is who goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct After {
    pub image: Option<ImageId>,
    /// How urgent that image was when it was handed out: one goes on from there. What was passed over comes again when
    /// the less urgent is done.
    pub urgency: usize,
}

/// An image to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    pub image: ImageId,
    pub set: ImageSetId,
    /// What the set is mainly about.
    pub main: Option<AnnotationTypeId>,
    /// 0 is the most urgent.
    pub urgency: usize,
}

impl Handed {
    pub const fn after(self) -> After {
        After { image: Some(self.image), urgency: self.urgency }
    }
}

/// Images looked at together; more than people and what is handed out ahead to them.
const PAGE: i64 = 64;

/// Hands out images to work on.
pub struct WorkQueue {
    pool: PgPool,
    views: Views,
    permissions: Permissions,
    clock: Arc<dyn Clock>,
    left: Left,
}

impl WorkQueue {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            pool: shared.pool.clone(),
            views: shared.views.clone(),
            permissions: shared.permissions.clone(),
            clock: shared.clock.clone(),
            left: Left::default(),
        }
    }

    /// The next image of a set after the one somebody comes from, round and round; `None` when nothing is left that is
    /// not kept for somebody else.
    ///
    /// Asked again with the same image it answers the same, as long as nothing was done there.
    pub async fn next_of_set(
        &self,
        by: AccountId,
        set: ImageSetId,
        work: &QueueTask,
        after: After,
    ) -> Result<Option<Handed>, CommandError> {
        let standing = self.permissions.on_set(by, set, Action::Read).await?;
        let keeps = Permissions::allows(&standing, Action::Annotate);
        let main = self.views.main_annotation_type(set).await?;
        self.hand_out((by, keeps), (set, main), work, after).await
    }

    /// The next image of all sets of one's teams: by priority; within it first on in the set one comes from.
    pub async fn next_of_all(
        &self,
        by: AccountId,
        work: &QueueTask,
        after: After,
    ) -> Result<Option<Handed>, CommandError> {
        for set in self.views.sets_to_work_on(by, after.image).await? {
            let found = self.hand_out((by, true), set, work, after).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Whether there is anything to do in a set, or in all sets of one's teams, whoever is at it.
    pub async fn is_any_left(
        &self,
        by: AccountId,
        set: Option<ImageSetId>,
        work: &QueueTask,
    ) -> Result<bool, CommandError> {
        let sets = match set {
            Some(set) => vec![(set, self.views.main_annotation_type(set).await?)],
            None => self.views.sets_to_work_on(by, None).await?,
        };
        for (set, main) in sets {
            let any = self.urgent_first(by, set, main, work).await?.pop().unwrap_or_default();
            if !self.views.waiting(set, &any, &ImagePlace::default(), 1).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn hand_out(
        &self,
        (by, keeps): (AccountId, bool),
        (set, main): (ImageSetId, Option<AnnotationTypeId>),
        work: &QueueTask,
        after: After,
    ) -> Result<Option<Handed>, CommandError> {
        let here = self.views.place_in_set(set, after.image).await?;
        let filters = self.urgent_first(by, set, main, work).await?;
        for (urgency, from) in steps(filters.len(), here.map(|here| (after.urgency, here))) {
            let Some(filter) = filters.get(urgency) else { continue };
            let search = Search { by, set, filter, keeps };
            if let Some(image) = self.first_free(&search, &from).await? {
                return Ok(Some(Handed { image, set, main, urgency }));
            }
        }
        Ok(None)
    }
}
