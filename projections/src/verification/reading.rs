//! What is in a verification queue.

use domain::{AccountId, ImageId, ImageSetId};
use sqlx::{
    FromRow, Postgres,
    postgres::PgArguments,
    query::{QueryAs, QueryScalar},
};
use uuid::Uuid;

use super::{About, Candidate, Queue, Within};
use crate::{Views, images::ImageLine};

/// Somebody who drew or changed labels of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Maker {
    pub account: Uuid,
    pub labels: i64,
}

type Asking<'q, T> = QueryAs<'q, Postgres, T, PgArguments>;
type AskingOne<'q, T> = QueryScalar<'q, Postgres, T, PgArguments>;

impl Queue {
    fn ask<'q, T>(&'q self, sql: &'q str) -> Asking<'q, T>
    where
        T: for<'r> FromRow<'r, sqlx::postgres::PgRow>,
    {
        sqlx::query_as(sql)
            .bind(self.of.uuid())
            .bind(self.annotation_type.map(domain::AnnotationTypeId::uuid))
            .bind(self.by.map(AccountId::uuid))
            .bind(self.percent())
            .bind(self.seed())
    }

    fn ask_one<'q, T>(&'q self, sql: &'q str) -> AskingOne<'q, T>
    where
        (T,): for<'r> FromRow<'r, sqlx::postgres::PgRow>,
    {
        sqlx::query_scalar(sql)
            .bind(self.of.uuid())
            .bind(self.annotation_type.map(domain::AnnotationTypeId::uuid))
            .bind(self.by.map(AccountId::uuid))
            .bind(self.percent())
            .bind(self.seed())
    }
}

impl Views {
    /// Labels on an image that are in the queue: disputed ones first, then as they were drawn.
    pub async fn labels_to_verify(&self, queue: &Queue, image: ImageId) -> sqlx::Result<Vec<Uuid>> {
        let sql = format!(
            "select r.annotation from view_annotation_revisions r where r.image = $6 and {}
             order by not ({} and {}), r.number",
            queue.condition(),
            super::ACCEPTED,
            super::REJECTED
        );
        queue.ask_one(&sql).bind(image.uuid()).fetch_all(&self.0).await
    }

    /// Images on which something is in the queue, in the order in which one goes on from `after`, round and round;
    /// `after` itself is not among them.
    pub async fn images_to_verify(
        &self,
        queue: &Queue,
        after: Option<&ImageLine>,
        limit: usize,
    ) -> sqlx::Result<Vec<Uuid>> {
        let mut found = Vec::new();
        if queue.about == About::Waiting {
            let disagreed = Queue { about: About::Disagreed, ..queue.clone() };
            self.gather_images(&disagreed, after, limit, &mut found).await?;
        }
        self.gather_images(queue, after, limit, &mut found).await?;
        Ok(found)
    }

    async fn gather_images(
        &self,
        queue: &Queue,
        after: Option<&ImageLine>,
        limit: usize,
        found: &mut Vec<Uuid>,
    ) -> sqlx::Result<()> {
        let here = after.map(|image| image.image_set);
        let mut sets = self.sets_of(queue).await?;
        if let Some(place) = sets.iter().position(|set| Some(*set) == here) {
            sets.rotate_left(place);
        }
        for set in sets {
            if found.len() >= limit {
                break;
            }
            let start = after.filter(|image| image.image_set == set);
            let start = start.map_or(("", Uuid::nil()), |image| (image.name.as_str(), image.image));
            for side in [">", "<"] {
                let images = self.images_of(queue, set, (side, start), limit).await?;
                let fresh: Vec<_> = images.into_iter().filter(|image| !found.contains(image)).collect();
                found.extend(fresh);
            }
        }
        found.truncate(limit);
        Ok(())
    }

    async fn images_of(
        &self,
        queue: &Queue,
        set: Uuid,
        (side, start): (&str, (&str, Uuid)),
        limit: usize,
    ) -> sqlx::Result<Vec<Uuid>> {
        let sql = format!(
            "select i.image from view_images i
             where i.image_set = $6 and not i.removed and (i.name, i.image) {side} ($7, $8)
               and exists (select from view_annotation_revisions r where r.image = i.image and {})
             order by i.name, i.image limit $9",
            queue.condition()
        );
        queue
            .ask_one(&sql)
            .bind(set)
            .bind(start.0)
            .bind(start.1)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.0)
            .await
    }

    /// By priority, then name.
    async fn sets_of(&self, queue: &Queue) -> sqlx::Result<Vec<Uuid>> {
        match queue.within {
            Within::Set(set) => Ok(vec![set.uuid()]),
            Within::Teams => {
                let sets = self.image_sets_of(queue.of).await?;
                Ok(sets.into_iter().map(|set| set.image_set).collect())
            }
        }
    }

    /// How many labels are in the queue, counted up to `most`.
    pub async fn count_to_verify(&self, queue: &Queue, most: i64) -> sqlx::Result<i64> {
        let sql = format!(
            "select count(*) from (select from view_annotation_revisions r
                 join view_images i on i.image = r.image and not i.removed
                 where r.image_set = any($6) and {} limit $7) as l",
            queue.condition()
        );
        let sets = self.sets_of(queue).await?;
        queue.ask_one(&sql).bind(sets).bind(most).fetch_one(&self.0).await
    }

    /// Labels of one set to look at together, longest unchanged first; those in `first` come before all others.
    pub async fn candidates_to_verify(
        &self,
        queue: &Queue,
        set: ImageSetId,
        first: &[Uuid],
        limit: i64,
    ) -> sqlx::Result<Vec<Candidate>> {
        let sql = format!(
            "select r.annotation, r.image, i.name as image_name, i.width, i.height, r.annotation_type, r.revision,
                 r.shape, r.blurred, r.concealed
             from view_annotation_revisions r join view_images i on i.image = r.image and not i.removed
             where r.image_set = $6 and {} and (r.annotation = any($7)) = $8
             order by r.valid_from, r.annotation limit $9",
            queue.condition()
        );
        let ask = async |among: bool, limit: i64| {
            let asked = queue.ask::<Candidate>(&sql).bind(set.uuid()).bind(first).bind(among).bind(limit);
            asked.fetch_all(&self.0).await
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
