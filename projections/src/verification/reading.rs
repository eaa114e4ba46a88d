//! What is in a verification queue.

use domain::{ImageId, ImageSetId};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{ACCEPTED, Candidate, Queue, REJECTED, Within};
use crate::Views;

/// Somebody who drew or changed labels of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Maker {
    pub account: Uuid,
    pub labels: i64,
}

impl Views {
    /// Labels on an image that are in the queue: disputed ones first, then as they were drawn.
    pub async fn labels_to_verify(&self, queue: &Queue, image: ImageId) -> sqlx::Result<Vec<Uuid>> {
        let mut query =
            QueryBuilder::new("select r.annotation from view_annotation_revisions r where r.image = ");
        query.push_bind(image.uuid()).push(" and ");
        queue.push(&mut query);
        query.push(format!(" order by not ({REJECTED} and {ACCEPTED}), r.number"));
        query.build_query_scalar().fetch_all(&self.0).await
    }

    /// How many labels are in the queue, counted up to `most`.
    pub async fn count_to_verify(&self, queue: &Queue, most: i64) -> sqlx::Result<i64> {
        let mut query = QueryBuilder::new(
            "select count(*) from (select from view_annotation_revisions r
                 join view_images i on i.image = r.image and not i.removed where r.image_set = any(",
        );
        query.push_bind(self.sets_of(queue).await?).push(") and ");
        queue.push(&mut query);
        query.push(" limit ").push_bind(most).push(") as l");
        query.build_query_scalar().fetch_one(&self.0).await
    }

    async fn sets_of(&self, queue: &Queue) -> sqlx::Result<Vec<Uuid>> {
        match queue.within {
            Within::Set(set) => Ok(vec![set.uuid()]),
            Within::Teams => {
                let sets = self.image_sets_of(queue.of).await?;
                Ok(sets.into_iter().map(|set| set.image_set).collect())
            }
        }
    }

    /// Labels of one set to look at together, longest unchanged first; those in `first` come before all others.
    pub async fn candidates_to_verify(
        &self,
        queue: &Queue,
        set: ImageSetId,
        first: &[Uuid],
        limit: i64,
    ) -> sqlx::Result<Vec<Candidate>> {
        let ask = async |among: bool, limit: i64| {
            let mut query = QueryBuilder::new(
                "select r.annotation, r.image, i.name as image_name, i.width, i.height, r.annotation_type,
                     r.revision, r.shape, r.blurred, r.concealed
                 from view_annotation_revisions r join view_images i on i.image = r.image and not i.removed
                 where r.image_set = ",
            );
            query.push_bind(set.uuid()).push(" and ");
            queue.push(&mut query);
            query.push(" and (r.annotation = any(").push_bind(first).push(")) = ").push_bind(among);
            query.push(" order by r.valid_from, r.annotation limit ").push_bind(limit);
            query.build_query_as::<Candidate>().fetch_all(&self.0).await
        };
        let mut found = if first.is_empty() { vec![] } else { ask(true, limit).await? };
        let rest = limit - i64::try_from(found.len()).unwrap_or(limit);
        found.extend(ask(false, rest).await?);
        Ok(found)
    }

    /// Those who drew, or changed last, labels that are in a set, most labels first.
    pub async fn makers_in(&self, set: ImageSetId, limit: i64) -> sqlx::Result<Vec<Maker>> {
        sqlx::query_as(
            "select account, count(*) as labels from (
                 select author as account, annotation from view_annotation_revisions
                 where image_set = $1 and valid_to is null
                 union
                 select revised_by, annotation from view_annotation_revisions
                 where image_set = $1 and valid_to is null) as made
             group by account order by labels desc, account limit $2",
        )
        .bind(set.uuid())
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }
}
