//! One entry of a diff.

use domain::{AccountId, AnnotationId, AnnotationTypeId, ImageId, Shape, Timestamp, formats::Label};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Only, overlap::iou_of_bounds};
use crate::labelling::Labelled;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub image: ImageId,
    pub image_name: String,
    #[serde(flatten)]
    pub what: What,
    /// The last fact that made the difference; `None` when only the selections differ.
    pub cause: Option<Cause>,
}

/// The fact behind a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Cause {
    pub position: i64,
    /// Name of the event.
    #[sqlx(rename = "type")]
    pub fact: String,
    pub account: Uuid,
    pub at: Timestamp,
    /// The gesture, import or job that it belongs to.
    pub correlation: Uuid,
    pub via: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum What {
    ImageAdded {
        labels: usize,
    },
    ImageRemoved {
        labels: usize,
    },
    Added {
        annotation: AnnotationId,
        after: LabelState,
    },
    Removed {
        annotation: AnnotationId,
        before: LabelState,
    },
    Changed {
        annotation: AnnotationId,
        before: LabelState,
        after: LabelState,
        ways: Ways,
        /// Intersection over union of the boxes around the two shapes, if both have an area.
        iou_of_bounds: Option<f64>,
    },
}

impl What {
    pub const fn kind(&self) -> Only {
        match self {
            Self::ImageAdded { .. } | Self::Added { .. } => Only::Added,
            Self::ImageRemoved { .. } | Self::Removed { .. } => Only::Removed,
            Self::Changed { .. } => Only::Changed,
        }
    }
}

/// In which ways a label changed. None: it was changed and changed back, which also starts votes anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent ways")]
pub struct Ways {
    pub reshaped: bool,
    pub retyped: bool,
    /// Blurred or concealed.
    pub marked: bool,
    pub votes: bool,
}

/// A label as it was on one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelState {
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
    pub revision: u32,
    pub author: AccountId,
    pub revised_by: AccountId,
    pub revised_at: Timestamp,
    /// `None` where they are not told.
    #[serde(flatten)]
    pub votes: Option<VoteCounts>,
}

/// Votes that count on a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VoteCounts {
    pub accepts: u32,
    pub rejects: u32,
    pub accepts_by_others: u32,
}

impl LabelState {
    pub(super) fn of(labelled: &Labelled, at: usize) -> Self {
        let (label, made) = (&labelled.image.labels[at], labelled.made[at]);
        Self {
            annotation_type: label.annotation_type,
            shape: label.shape.clone(),
            blurred: label.blurred,
            concealed: label.concealed,
            revision: label.revision,
            author: label.author,
            revised_by: made.by,
            revised_at: made.at,
            votes: labelled.tells_votes.then(|| VoteCounts::of(label)),
        }
    }
}

impl VoteCounts {
    const fn of(label: &Label) -> Self {
        Self { accepts: label.accepts, rejects: label.rejects, accepts_by_others: label.accepts_by_others }
    }
}

pub(super) fn ways(before: &Label, after: &Label) -> Ways {
    Ways {
        reshaped: before.shape != after.shape,
        retyped: before.annotation_type != after.annotation_type,
        marked: (before.blurred, before.concealed) != (after.blurred, after.concealed),
        votes: VoteCounts::of(before) != VoteCounts::of(after),
    }
}

pub(super) fn what_changed(old: (&Labelled, usize), new: (&Labelled, usize), ways: Ways) -> What {
    let (before, after) = (LabelState::of(old.0, old.1), LabelState::of(new.0, new.1));
    What::Changed {
        annotation: new.0.image.labels[new.1].annotation,
        iou_of_bounds: iou_of_bounds(&before.shape, &after.shape),
        before,
        after,
        ways,
    }
}
