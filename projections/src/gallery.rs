//! The images of a set as a page of thumbnails, and the tags that sets have.

use std::collections::HashMap;

use domain::{AccountId, AnnotationTypeId, ImageSetId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Views;

/// An image among others.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Thumbnail {
    pub image: Uuid,
    pub name: String,
    pub width: i32,
    pub height: i32,
    pub labels: i64,
}

/// A set at a glance.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Glance {
    pub image_set: Uuid,
    /// Its first image.
    pub cover: Option<Uuid>,
    pub labelled_images: i64,
}

impl Views {
    /// What cards show of sets besides their names.
    pub async fn glances(&self, sets: &[Uuid]) -> sqlx::Result<HashMap<Uuid, Glance>> {
        let glances: Vec<Glance> = sqlx::query_as(
            "select s.image_set, coalesce(p.labelled_images, 0) as labelled_images,
                 (select image from view_images i where i.image_set = s.image_set and not removed
                  order by name, image limit 1) as cover
             from unnest($1::uuid[]) as s(image_set) left join view_set_progress p using (image_set)",
        )
        .bind(sets)
        .fetch_all(&self.0)
        .await?;
        Ok(glances.into_iter().map(|glance| (glance.image_set, glance)).collect())
    }

    /// Images of a set by name; `without` leaves those that have a label of the type, and `after` is the last of
    /// the page before.
    pub async fn thumbnails(
        &self,
        set: ImageSetId,
        without: Option<AnnotationTypeId>,
        after: (&str, Uuid),
        limit: i64,
    ) -> sqlx::Result<Vec<Thumbnail>> {
        sqlx::query_as(
            "select image, name, width, height,
                 (select count(*) from view_annotation_revisions r
                  where r.image = i.image and r.valid_to is null) as labels
             from view_images i
             where image_set = $1 and not removed and (name, image) > ($3, $4)
               and ($2::uuid is null or not exists (
                    select from view_annotation_revisions r
                    where r.image = i.image and r.valid_to is null and r.annotation_type = $2))
             order by name, image limit $5",
        )
        .bind(set.uuid())
        .bind(without.map(AnnotationTypeId::uuid))
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }

    /// How many images of a set have no label of a type.
    pub async fn images_without(&self, set: ImageSetId, without: AnnotationTypeId) -> sqlx::Result<i64> {
        sqlx::query_scalar(
            "select count(*) from view_images i where image_set = $1 and not removed and not exists (
                 select from view_annotation_revisions r
                 where r.image = i.image and r.valid_to is null and r.annotation_type = $2)",
        )
        .bind(set.uuid())
        .bind(without.uuid())
        .fetch_one(&self.0)
        .await
    }

    /// Tags of the sets that somebody may see, the most used first.
    pub async fn tags_seen_by(&self, account: AccountId, limit: i64) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar(
            "select tag from view_image_sets s
             cross join json_array_elements_text(s.tags) as tag
             left join view_members m on m.team = s.team and m.account = $1
             where s.deleted_at is null and (s.openness <> 'private' or m.standing in ('member', 'admin'))
             group by tag order by count(*) desc, tag limit $2",
        )
        .bind(account.uuid())
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }
}
