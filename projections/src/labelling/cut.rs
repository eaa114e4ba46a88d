//! What is read: image sets, as of a log position, under a selection of labels.

use domain::{ImageSetId, snapshot, snapshot::Selection, transfer};
use uuid::Uuid;

/// Facts up to and including `position` count; a position to come means now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Images come set by set, in this order.
    pub(super) sets: Vec<ImageSetId>,
    pub(super) position: i64,
    pub(super) selection: Selection,
}

impl Cut {
    pub fn of(set: ImageSetId, position: i64, selection: &Selection) -> Self {
        Self::of_sets([set], position, selection)
    }

    /// Of one set or more; one that is named twice counts once.
    pub fn of_sets(sets: impl IntoIterator<Item = ImageSetId>, position: i64, selection: &Selection) -> Self {
        let mut named = vec![];
        for set in sets {
            if !named.contains(&set) {
                named.push(set);
            }
        }
        Self { sets: named, position, selection: selection.clone() }
    }

    pub(super) fn set_ids(&self) -> Vec<Uuid> {
        self.sets.iter().map(|set| set.uuid()).collect()
    }

    /// Images that are selected; empty: all.
    pub(super) fn image_ids(&self) -> Vec<Uuid> {
        self.selection.images.iter().map(|image| image.uuid()).collect()
    }

    #[expect(clippy::wrong_self_convention, reason = "as of a position, not as something else")]
    pub(super) fn as_of(self, head: i64) -> Self {
        Self { position: self.position.min(head), ..self }
    }
}

impl From<&snapshot::Taken> for Cut {
    fn from(taken: &snapshot::Taken) -> Self {
        Self::of(taken.image_set, taken.position, &taken.selection)
    }
}

impl From<&transfer::Request> for Cut {
    fn from(request: &transfer::Request) -> Self {
        Self::of(request.image_set, request.position, &request.selection)
    }
}
