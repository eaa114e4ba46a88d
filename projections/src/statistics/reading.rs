//! The figures as a set's page shows them.

use domain::{ImageSetId, formats::YoloProposal};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Views;

/// How far a set is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct SetProgress {
    pub images: i64,
    pub labelled_images: i64,
    pub annotations: i64,
    /// Labels somebody other than who made the revision accepts.
    pub accepted: i64,
    /// Verdicts by others than who made the revision.
    pub votes: i64,
}

/// Labels of one type in a set.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TypeStatistics {
    pub annotation_type: Uuid,
    pub name: String,
    pub in_image: i64,
    pub not_in_image: i64,
    pub accepted: i64,
    pub rejected: i64,
    /// Images with at least one label of the type.
    pub images: i64,
}

impl SetProgress {
    pub const fn images_without_label(&self) -> i64 {
        self.images - self.labelled_images
    }

    /// Of 100 labels, how many others accept; `None` when there is no label.
    pub const fn accepted_percent(&self) -> Option<i64> {
        (100 * self.accepted).checked_div(self.annotations)
    }
}

impl Views {
    /// How far a set is; zeros for one without images.
    pub async fn set_progress(&self, set: ImageSetId) -> sqlx::Result<SetProgress> {
        let found = sqlx::query_as(
            "select images, labelled_images, annotations, accepted, votes from view_set_progress
             where image_set = $1",
        )
        .bind(set.uuid())
        .fetch_optional(&self.0)
        .await?;
        Ok(found.unwrap_or_default())
    }

    /// Which YOLO format fits the labels of a set, as far as this view knows them.
    pub async fn yolo_proposal_of_set(&self, set: ImageSetId) -> sqlx::Result<YoloProposal> {
        let labels: Vec<(String, i64)> = sqlx::query_as(
            "select t.shape, sum(s.in_image)::bigint from view_set_statistics s
             join view_annotation_types t using (annotation_type) where s.image_set = $1 group by t.shape",
        )
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await?;
        let shape = |(shape, count): (String, i64)| Some((shape.parse().ok()?, count.max(0).unsigned_abs()));
        Ok(YoloProposal::of(labels.into_iter().filter_map(shape)))
    }

    /// Labels of a set by type, by the type's name.
    pub async fn set_statistics(&self, set: ImageSetId) -> sqlx::Result<Vec<TypeStatistics>> {
        sqlx::query_as(
            "select annotation_type, name, in_image, not_in_image, accepted, rejected, images
             from view_set_statistics join view_annotation_types using (annotation_type)
             where image_set = $1 and in_image + not_in_image > 0 order by sort_key, annotation_type",
        )
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await
    }
}
