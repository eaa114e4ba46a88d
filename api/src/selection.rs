//! Which labels belong to a snapshot or an export.

use domain::{AnnotationTypeId, ImageId, snapshot};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// Empty: every type.
    annotation_types: Vec<Uuid>,
    /// Empty: every image.
    images: Vec<Uuid>,
    /// Accepts minus rejects, the author's own vote included.
    min_verifications: Option<i32>,
    /// Accepts by people other than the author of the revision.
    min_votes_by_others: u32,
    include_blurred: bool,
    include_concealed: bool,
}

impl Default for Selection {
    fn default() -> Self {
        snapshot::Selection::default().into()
    }
}

impl From<snapshot::Selection> for Selection {
    fn from(selection: snapshot::Selection) -> Self {
        Self {
            annotation_types: selection.annotation_types.into_iter().map(Uuid::from).collect(),
            images: selection.images.into_iter().map(Uuid::from).collect(),
            min_verifications: selection.min_verifications,
            min_votes_by_others: selection.min_votes_by_others,
            include_blurred: selection.include_blurred,
            include_concealed: selection.include_concealed,
        }
    }
}

impl From<Selection> for snapshot::Selection {
    fn from(selection: Selection) -> Self {
        Self {
            annotation_types: selection.annotation_types.into_iter().map(AnnotationTypeId::new).collect(),
            images: selection.images.into_iter().map(ImageId::new).collect(),
            min_verifications: selection.min_verifications,
            min_votes_by_others: selection.min_votes_by_others,
            include_blurred: selection.include_blurred,
            include_concealed: selection.include_concealed,
        }
    }
}
