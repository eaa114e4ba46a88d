//! The images of a set as a page of thumbnails, and the tags that sets have.

use std::{cmp::Reverse, collections::HashMap};

use domain::{
    AccountId, AnnotationTypeId,
    filter::{Filter, ImageCondition, ImageFilter},
    name_key,
};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{
    Views,
    filter::{Scope, from_images},
    images::{FOLDER, ImagePlace},
};

/// An image among others.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Thumbnail {
    pub image: Uuid,
    pub name: String,
    /// Where its file lay, if another image of the set has its name.
    pub folder: Option<String>,
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
                  order by sort_key, image limit 1) as cover
             from unnest($1::uuid[]) as s(image_set) left join view_set_progress p using (image_set)",
        )
        .bind(sets)
        .fetch_all(&self.0)
        .await?;
        Ok(glances.into_iter().map(|glance| (glance.image_set, glance)).collect())
    }

    /// Images that meet a filter, after a place, in their order.
    pub async fn thumbnails(
        &self,
        scope: impl Into<Scope>,
        filter: &ImageFilter,
        after: &ImagePlace,
        limit: i64,
    ) -> sqlx::Result<Vec<Thumbnail>> {
        let mut query = QueryBuilder::new(format!(
            "select i.image, i.name, {FOLDER}, i.width, i.height,
                 (select count(*) from view_annotation_revisions l
                  where l.image = i.image and l.valid_to is null) as labels"
        ));
        from_images(&mut query, &scope.into(), filter);
        query.push(" and (i.sort_key, i.image) > (").push_bind(&after.sort_key);
        query.push(", ").push_bind(after.image).push(")");
        query.push(" order by i.sort_key, i.image limit ").push_bind(limit);
        query.build_query_as().fetch_all(&self.0).await
    }

    /// How many images have no label of a type.
    pub async fn images_without(
        &self,
        scope: impl Into<Scope>,
        without: AnnotationTypeId,
    ) -> sqlx::Result<i64> {
        self.count_images(scope, &Filter::of([ImageCondition::without(without)])).await
    }

    /// Tags of the sets that somebody may see, the most used first. Those that are one name come once, as most write it.
    pub async fn tags_seen_by(&self, account: AccountId, limit: usize) -> sqlx::Result<Vec<String>> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "select tag, count(*) from view_image_sets s
             cross join json_array_elements_text(s.tags) as tag
             left join view_members m on m.team = s.team and m.account = $1
             where s.deleted_at is null and (s.openness <> 'private' or m.standing in ('member', 'admin'))
             group by tag order by count(*) desc, tag",
        )
        .bind(account.uuid())
        .fetch_all(&self.0)
        .await?;
        Ok(one_each(found, limit))
    }
}

fn one_each(found: Vec<(String, i64)>, limit: usize) -> Vec<String> {
    let mut tags: Vec<(String, i64)> = vec![];
    let mut places = HashMap::new();
    for (tag, count) in found {
        let place = *places.entry(name_key(&tag)).or_insert(tags.len());
        match tags.get_mut(place) {
            Some((_, counted)) => *counted += count,
            None => tags.push((tag, count)),
        }
    }
    tags.sort_by_key(|(_, count)| Reverse(*count));
    tags.into_iter().take(limit).map(|(tag, _)| tag).collect()
}
