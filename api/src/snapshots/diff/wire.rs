//! A diff in the words of the API.

use chrono::{DateTime, Utc};
use projections::labelling::diff::{self, What};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::shape::Shape;

#[derive(Debug, Serialize, ToSchema)]
pub struct Diff {
    /// Log positions of the two sides.
    from: i64,
    to: i64,
    counts: DiffCounts,
    /// In the order of images and labels.
    changes: Vec<DiffChange>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DiffCounts {
    /// Of the whole list of changes.
    entries: u64,
    images_added: u64,
    images_removed: u64,
    /// Labels, those that came or went with their image included.
    added: u64,
    removed: u64,
    changed: u64,
    /// Ways in which labels changed; one may have changed in several.
    reshaped: u64,
    retyped: u64,
    marked: u64,
    /// 0 where votes are hidden from you.
    votes: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DiffChange {
    image: Uuid,
    image_name: String,
    /// `image_added`, `image_removed`, `added`, `removed` or `changed`.
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotation: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<LabelState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<LabelState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ways: Option<Ways>,
    /// Intersection over union of the boxes around the two shapes, if both have an area.
    #[serde(skip_serializing_if = "Option::is_none")]
    iou_of_bounds: Option<f64>,
    /// How many labels came or went with the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<usize>,
    /// The last fact that made the difference; nothing when only the selections differ.
    cause: Option<Cause>,
}

/// In which ways a label changed. None: it was changed and changed back.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "four independent ways")]
pub struct Ways {
    reshaped: bool,
    retyped: bool,
    marked: bool,
    votes: bool,
}

/// A label as it was on one side.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelState {
    annotation_type: Uuid,
    shape: Shape,
    blurred: bool,
    concealed: bool,
    revision: u32,
    author: Uuid,
    revised_by: Uuid,
    revised_at: DateTime<Utc>,
    /// `null`, as the other two are, where verification is blind and you do not govern the set.
    accepts: Option<u32>,
    rejects: Option<u32>,
    accepts_by_others: Option<u32>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Cause {
    position: i64,
    /// Name of the fact.
    r#type: String,
    account: Uuid,
    at: DateTime<Utc>,
    correlation: Uuid,
    via: String,
}

impl From<diff::Diff> for Diff {
    fn from(diff: diff::Diff) -> Self {
        let counts = diff.counts;
        Self {
            from: diff.from,
            to: diff.to,
            counts: DiffCounts {
                entries: counts.entries,
                images_added: counts.images_added,
                images_removed: counts.images_removed,
                added: counts.added,
                removed: counts.removed,
                changed: counts.changed,
                reshaped: counts.reshaped,
                retyped: counts.retyped,
                marked: counts.marked,
                votes: counts.votes,
            },
            changes: diff.changes.into_iter().map(DiffChange::from).collect(),
        }
    }
}

impl From<diff::Change> for DiffChange {
    fn from(change: diff::Change) -> Self {
        let plain = Self {
            image: change.image.uuid(),
            image_name: change.image_name,
            change: "changed",
            annotation: None,
            before: None,
            after: None,
            ways: None,
            iou_of_bounds: None,
            labels: None,
            cause: change.cause.map(Cause::from),
        };
        match change.what {
            What::ImageAdded { labels } => Self { change: "image_added", labels: Some(labels), ..plain },
            What::ImageRemoved { labels } => Self { change: "image_removed", labels: Some(labels), ..plain },
            What::Added { annotation, after } => Self {
                change: "added",
                annotation: Some(annotation.uuid()),
                after: Some(after.into()),
                ..plain
            },
            What::Removed { annotation, before } => Self {
                change: "removed",
                annotation: Some(annotation.uuid()),
                before: Some(before.into()),
                ..plain
            },
            What::Changed { annotation, before, after, ways, iou_of_bounds } => Self {
                annotation: Some(annotation.uuid()),
                before: Some(before.into()),
                after: Some(after.into()),
                ways: Some(ways.into()),
                iou_of_bounds,
                ..plain
            },
        }
    }
}

impl From<diff::Ways> for Ways {
    fn from(ways: diff::Ways) -> Self {
        Self { reshaped: ways.reshaped, retyped: ways.retyped, marked: ways.marked, votes: ways.votes }
    }
}

impl From<diff::LabelState> for LabelState {
    fn from(label: diff::LabelState) -> Self {
        Self {
            annotation_type: label.annotation_type.uuid(),
            shape: Shape(label.shape),
            blurred: label.blurred,
            concealed: label.concealed,
            revision: label.revision,
            author: label.author.uuid(),
            revised_by: label.revised_by.uuid(),
            revised_at: label.revised_at,
            accepts: label.votes.map(|votes| votes.accepts),
            rejects: label.votes.map(|votes| votes.rejects),
            accepts_by_others: label.votes.map(|votes| votes.accepts_by_others),
        }
    }
}

impl From<diff::Cause> for Cause {
    fn from(cause: diff::Cause) -> Self {
        Self {
            position: cause.position,
            r#type: cause.fact,
            account: cause.account,
            at: cause.at,
            correlation: cause.correlation,
            via: cause.via,
        }
    }
}
