//! In which order images are handed out: by urgency, within it by name.

use domain::{
    AccountId, AnnotationTypeId, ImageSetId,
    filter::{ImageCondition, ImageFilter},
};

use projections::{images::ImagePlace, verification::Queue};

use super::{QueueTask, WorkQueue};
use crate::{CommandError, seen_votes::SeenVotes};

impl WorkQueue {
    /// What waits, the most urgent first; whatever waits meets the last filter.
    ///
    /// To label: where the main type is missing, or any label; then where most of the types are missing that the set
    /// uses. To verify: what people disagree about, what nobody has judged, the rest, as far as somebody may know.
    pub(super) async fn urgent_first(
        &self,
        by: AccountId,
        set: ImageSetId,
        main: Option<AnnotationTypeId>,
        work: &QueueTask,
    ) -> Result<Vec<ImageFilter>, CommandError> {
        match work {
            QueueTask::Verify(queue) => {
                let hidden = SeenVotes::hidden(by, &self.permissions.standing(by, set).await?);
                let queues = queue.urgent_first(set, &hidden).into_iter();
                let with = |queue: Queue| ImageFilter::of([ImageCondition::Has(queue.filter(&hidden))]);
                Ok(queues.map(with).collect())
            }
            QueueTask::Label => Ok(missing(main, self.views.types_used_in(set).await?)),
        }
    }
}

impl WorkQueue {
    /// What images of a set must be like to be handed out with this urgency; beyond the last it is the last.
    pub async fn filter_of(
        &self,
        by: AccountId,
        set: ImageSetId,
        work: &QueueTask,
        urgency: usize,
    ) -> Result<ImageFilter, CommandError> {
        let main = self.views.main_annotation_type(set).await?;
        let mut filters = self.urgent_first(by, set, main, work).await?;
        let last = filters.len().saturating_sub(1);
        Ok(if filters.is_empty() { ImageFilter::default() } else { filters.swap_remove(urgency.min(last)) })
    }
}

fn missing(main: Option<AnnotationTypeId>, mut types: Vec<AnnotationTypeId>) -> Vec<ImageFilter> {
    types.extend(main.filter(|main| !types.contains(main)));
    let first = main.map_or_else(ImageCondition::unlabelled, ImageCondition::without);
    let lacking = |at_least| ImageCondition::Lacks { types: types.clone(), at_least };
    // Where all are missing, the first one is.
    let others = (1..types.len()).rev().map(lacking);
    std::iter::once(first).chain(others).map(|condition| ImageFilter::of([condition])).collect()
}

/// One round through all that waits: an urgency, and the place in it after which to look. From where somebody is, first
/// on, then to the less urgent, then from the beginning; from elsewhere, everything from the beginning.
pub(super) fn steps(urgencies: usize, here: Option<(usize, ImagePlace)>) -> Vec<(usize, ImagePlace)> {
    let Some((urgency, place)) = here else {
        return (0..urgencies).map(|urgency| (urgency, ImagePlace::default())).collect();
    };
    let urgency = urgency.min(urgencies.saturating_sub(1));
    let again = (urgency + 1..urgencies).chain(0..=urgency).map(|urgency| (urgency, ImagePlace::default()));
    std::iter::once((urgency, place)).chain(again).collect()
}
