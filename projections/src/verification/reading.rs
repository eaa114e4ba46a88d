//! What is in a verification queue.

use domain::{ImageId, ImageSetId, filter::HiddenVotes};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{Candidate, Queue, Within};
use crate::{
    Views,
    filter::{Joins, Scope, disagreed, from_labels, labels_meet},
};

/// Somebody who drew or changed labels of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Maker {
    pub account: Uuid,
    pub labels: i64,
}

impl Views {
    /// Labels on an image that are in the queue: disputed ones first, then as they were drawn.
    pub async fn labels_to_verify(
        &self,
        queue: &Queue,
        hidden: &HiddenVotes,
        image: ImageId,
    ) -> sqlx::Result<Vec<Uuid>> {
        let mut query =
            QueryBuilder::new("select r.annotation from view_annotation_revisions r where r.image = ");
        query.push_bind(image.uuid()).push(" and r.valid_to is null");
        let now = Scope::now(vec![]);
        labels_meet(&mut query, &now, &queue.filter(hidden));
        query.push(" order by not ");
        disagreed(&mut query, &now, hidden);
        query.push(", r.number");
        query.build_query_scalar().fetch_all(&self.0).await
    }

    /// How many labels are in the queue, counted up to `most`.
    pub async fn count_to_verify(&self, queue: &Queue, hidden: &HiddenVotes, most: i64) -> sqlx::Result<i64> {
        let mut query = QueryBuilder::new("select count(*) from (select");
        let scope = Scope::now(self.sets_of(queue).await?);
        from_labels(&mut query, &scope, &queue.filter(hidden), Joins::default());
        query.push(" limit ").push_bind(most).push(") as l");
        query.build_query_scalar().fetch_one(&self.0).await
    }

    async fn sets_of(&self, queue: &Queue) -> sqlx::Result<Vec<ImageSetId>> {
        match queue.within {
            Within::Set(set) => Ok(vec![set]),
            Within::Teams => {
                let sets = self.image_sets_of(queue.of).await?;
                Ok(sets.into_iter().map(|set| set.image_set.into()).collect())
            }
        }
    }

    /// Labels of one set to look at together, longest unchanged first; those in `first` come before all others, those in
    /// `aside` not at all.
    pub async fn candidates_to_verify(
        &self,
        (queue, hidden): (&Queue, &HiddenVotes),
        set: ImageSetId,
        (first, aside): (&[Uuid], &[Uuid]),
        limit: i64,
    ) -> sqlx::Result<Vec<Candidate>> {
        let ask = async |among: bool, limit: i64| {
            let mut query = QueryBuilder::new(
                "select r.annotation, r.image, i.name as image_name, i.width, i.height, r.annotation_type,
                     r.revision, r.shape, r.blurred, r.concealed",
            );
            from_labels(&mut query, &set.into(), &queue.filter(hidden), Joins::default());
            query.push(" and (r.annotation = any(").push_bind(first).push(")) = ").push_bind(among);
            query.push(" and r.annotation <> all(").push_bind(aside).push(")");
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
