//! The images around one, among those that somebody goes through; and which one comes next.

use domain::{AccountId, ImageId, ImageSetId};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{Views, images::ImageLine, sieve::Sieve};

/// An image beside another one.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Neighbour {
    pub image: Uuid,
    pub name: String,
    pub labelled: bool,
}

/// Where an image stands among those somebody goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Place {
    /// Images up to and including this one.
    pub at: i64,
    pub of: i64,
}

/// What people disagree about comes first; `$2` is who looks.
const DISAGREED_FIRST: &str = "not exists (select from view_annotation_revisions r
       where r.image = i.image and r.valid_to is null
         and not exists (select from view_vote_spans v
              where v.annotation = r.annotation and v.account = $2 and v.valid_to is null)
         and exists (select from view_vote_spans v
              where v.annotation = r.annotation and v.valid_to is null and not v.accepts)
         and exists (select from view_vote_spans v
              where v.annotation = r.annotation and v.valid_to is null and v.accepts))";

impl Views {
    /// The images before and after one, nearest first.
    pub async fn around(
        &self,
        image: &ImageLine,
        sieve: &Sieve,
        before: i64,
        after: i64,
    ) -> sqlx::Result<(Vec<Neighbour>, Vec<Neighbour>)> {
        let previous = self.beside(image, sieve, ("<", "desc"), before);
        tokio::try_join!(previous, self.beside(image, sieve, (">", "asc"), after))
    }

    async fn beside(
        &self,
        image: &ImageLine,
        sieve: &Sieve,
        (side, order): (&str, &str),
        limit: i64,
    ) -> sqlx::Result<Vec<Neighbour>> {
        let mut query = QueryBuilder::new(
            "select i.image, i.name, exists (select from view_annotation_revisions l
                 where l.image = i.image and l.valid_to is null) as labelled
             from view_images i where not i.removed and i.image_set = ",
        );
        query.push_bind(image.image_set).push(format!(" and (i.name, i.image) {side} ("));
        query.push_bind(&image.name).push(", ").push_bind(image.image).push(")");
        sieve.push(&mut query);
        query.push(format!(" order by i.name {order}, i.image {order} limit ")).push_bind(limit);
        query.build_query_as().fetch_all(&self.0).await
    }

    /// Where an image stands among those of its set that pass.
    pub async fn place_among(&self, image: &ImageLine, sieve: &Sieve) -> sqlx::Result<Place> {
        let mut query = QueryBuilder::new("select count(*) filter (where (i.name, i.image) <= (");
        query.push_bind(&image.name).push(", ").push_bind(image.image).push(")) as at, count(*) as of");
        query.push(" from view_images i where not i.removed and i.image_set = ").push_bind(image.image_set);
        sieve.push(&mut query);
        query.build_query_as().fetch_one(&self.0).await
    }

    /// How many images of a set pass.
    pub async fn images_passing(&self, set: ImageSetId, sieve: &Sieve) -> sqlx::Result<i64> {
        let mut query =
            QueryBuilder::new("select count(*) from view_images i where not i.removed and i.image_set = ");
        query.push_bind(set.uuid());
        sieve.push(&mut query);
        query.build_query_scalar().fetch_one(&self.0).await
    }

    /// The image to go on with after one, round and round; `None` when none of the set passes.
    pub async fn next_in_queue(
        &self,
        set: ImageSetId,
        by: AccountId,
        sieve: &Sieve,
        after: Option<ImageId>,
    ) -> sqlx::Result<Option<ImageId>> {
        let mut query =
            QueryBuilder::new("select i.image from view_images i left join view_images a on a.image = ");
        query.push_bind(after.map(ImageId::uuid)).push(" cross join (select ").push_bind(by.uuid());
        query.push(" as account) who where not i.removed and i.image_set = ").push_bind(set.uuid());
        sieve.push(&mut query);
        query.push(format!(
            " order by {DISAGREED_FIRST}, coalesce((i.name, i.image) <= (a.name, a.image), false), i.name, i.image
             limit 1"
        ));
        let found: Option<Uuid> = query.build_query_scalar().fetch_optional(&self.0).await?;
        Ok(found.map(ImageId::new))
    }
}
