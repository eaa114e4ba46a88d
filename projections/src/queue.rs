//! The images around one, among those that somebody goes through; and which one comes next.

use domain::{AccountId, AnnotationTypeId, ImageId, ImageSetId, filter::ImageFilter};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{
    Views,
    filter::{Scope, from_images},
    images::{FOLDER, ImageLine, ImagePlace},
};

/// An image beside another one.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Neighbour {
    pub image: Uuid,
    pub name: String,
    /// Where its file lay, if another image of the set has its name.
    pub folder: Option<String>,
    pub labelled: bool,
}

/// Where an image stands among those somebody goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct ImageNumber {
    /// Images up to and including this one.
    pub at: i64,
    pub of: i64,
}

impl Views {
    /// The images before and after one, nearest first.
    pub async fn around(
        &self,
        image: &ImageLine,
        filter: &ImageFilter,
        before: i64,
        after: i64,
    ) -> sqlx::Result<(Vec<Neighbour>, Vec<Neighbour>)> {
        let previous = self.beside(image, filter, ("<", "desc"), before);
        tokio::try_join!(previous, self.beside(image, filter, (">", "asc"), after))
    }

    async fn beside(
        &self,
        image: &ImageLine,
        filter: &ImageFilter,
        (side, order): (&str, &str),
        limit: i64,
    ) -> sqlx::Result<Vec<Neighbour>> {
        let mut query = QueryBuilder::new(format!(
            "select i.image, i.name, {FOLDER}, exists (select from view_annotation_revisions l
                 where l.image = i.image and l.valid_to is null) as labelled"
        ));
        from_images(&mut query, &ImageSetId::new(image.image_set).into(), filter);
        let ImagePlace { sort_key, image } = image.place();
        query.push(format!(" and (i.sort_key, i.image) {side} ("));
        query.push_bind(sort_key).push(", ").push_bind(image).push(")");
        query.push(format!(" order by i.sort_key {order}, i.image {order} limit ")).push_bind(limit);
        query.build_query_as().fetch_all(&self.0).await
    }

    /// Where an image stands among those of its set that meet a filter.
    pub async fn place_among(&self, image: &ImageLine, filter: &ImageFilter) -> sqlx::Result<ImageNumber> {
        let place = image.place();
        let mut query = QueryBuilder::new("select count(*) filter (where (i.sort_key, i.image) <= (");
        query.push_bind(place.sort_key).push(", ").push_bind(place.image).push(")) as at, count(*) as of");
        from_images(&mut query, &ImageSetId::new(image.image_set).into(), filter);
        query.build_query_as().fetch_one(&self.0).await
    }

    /// The image with this number, from 1 on, among those of a set that meet a filter; the last one if there are fewer.
    pub async fn image_numbered(
        &self,
        set: ImageSetId,
        filter: &ImageFilter,
        number: i64,
    ) -> sqlx::Result<Option<ImageId>> {
        let mut query = QueryBuilder::new("select n.image from (select i.image, i.sort_key");
        from_images(&mut query, &set.into(), filter);
        query.push(" order by i.sort_key, i.image limit ").push_bind(number.max(1));
        query.push(") as n order by n.sort_key desc, n.image desc limit 1");
        let found: Option<Uuid> = query.build_query_scalar().fetch_optional(&self.0).await?;
        Ok(found.map(ImageId::new))
    }

    /// How many images meet a filter.
    pub async fn count_images(&self, scope: impl Into<Scope>, filter: &ImageFilter) -> sqlx::Result<i64> {
        let mut query = QueryBuilder::new("select count(*)");
        from_images(&mut query, &scope.into(), filter);
        query.build_query_scalar().fetch_one(&self.0).await
    }

    /// Images that meet a filter, after a place, in their order.
    pub async fn waiting(
        &self,
        scope: impl Into<Scope>,
        filter: &ImageFilter,
        after: &ImagePlace,
        limit: i64,
    ) -> sqlx::Result<Vec<ImagePlace>> {
        let mut query = QueryBuilder::new("select i.sort_key, i.image");
        from_images(&mut query, &scope.into(), filter);
        query.push(" and (i.sort_key, i.image) > (").push_bind(&after.sort_key);
        query.push(", ").push_bind(after.image).push(")");
        query.push(" order by i.sort_key, i.image limit ").push_bind(limit);
        query.build_query_as().fetch_all(&self.0).await
    }

    /// Those of some images that meet a filter, in their order.
    pub async fn waiting_among(
        &self,
        scope: impl Into<Scope>,
        filter: &ImageFilter,
        images: &[Uuid],
    ) -> sqlx::Result<Vec<ImagePlace>> {
        let mut query = QueryBuilder::new("select i.sort_key, i.image");
        from_images(&mut query, &scope.into(), filter);
        query.push(" and i.image = any(").push_bind(images).push(")");
        query.push(" order by i.sort_key, i.image").build_query_as().fetch_all(&self.0).await
    }

    /// Where an image stands, if it is of this set.
    pub async fn place_in_set(
        &self,
        set: ImageSetId,
        image: Option<ImageId>,
    ) -> sqlx::Result<Option<ImagePlace>> {
        let Some(image) = image else { return Ok(None) };
        sqlx::query_as("select sort_key, image from view_images where image = $1 and image_set = $2")
            .bind(image.uuid())
            .bind(set.uuid())
            .fetch_optional(&self.0)
            .await
    }

    pub async fn main_annotation_type(&self, set: ImageSetId) -> sqlx::Result<Option<AnnotationTypeId>> {
        let main: Option<Option<Uuid>> =
            sqlx::query_scalar("select main_annotation_type from view_image_sets where image_set = $1")
                .bind(set.uuid())
                .fetch_optional(&self.0)
                .await?;
        Ok(main.flatten().map(AnnotationTypeId::new))
    }

    /// Types of which the set has labels, *not in image* included; a moment late.
    pub async fn types_used_in(&self, set: ImageSetId) -> sqlx::Result<Vec<AnnotationTypeId>> {
        let used: Vec<Uuid> = sqlx::query_scalar(
            "select annotation_type from view_set_statistics
             where image_set = $1 and in_image + not_in_image > 0 order by annotation_type",
        )
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await?;
        Ok(used.into_iter().map(Into::into).collect())
    }

    /// Sets of one's teams with their main types: by priority, then the set of this image, then by name.
    pub async fn sets_to_work_on(
        &self,
        account: AccountId,
        image: Option<ImageId>,
    ) -> sqlx::Result<Vec<(ImageSetId, Option<AnnotationTypeId>)>> {
        let sets: Vec<(Uuid, Option<Uuid>)> = sqlx::query_as(
            "select s.image_set, s.main_annotation_type from view_image_sets s
             join view_members m on m.team = s.team and m.account = $1 and m.standing in ('member', 'admin')
             join view_teams t on t.team = s.team and not t.archived
             left join view_images i on i.image = $2 and i.image_set = s.image_set
             where s.deleted_at is null
             order by array_position(array['high', 'normal', 'low'], s.priority), i.image is null,
                 s.sort_key, s.image_set",
        )
        .bind(account.uuid())
        .bind(image.map(ImageId::uuid))
        .fetch_all(&self.0)
        .await?;
        Ok(sets.into_iter().map(|(set, main)| (set.into(), main.map(Into::into))).collect())
    }
}
