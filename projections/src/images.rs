//! Images, and when they were in their set.

use domain::{
    Digest, ImageId, ImageSetId, Timestamp,
    image::{Added, Event},
};
use sqlx::{FromRow, types::Json};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use crate::{
    Statement, Views,
    inline::{Projected, Rows, Span, Spans},
    table,
};

table! {
    ImageRow in "view_images" by ["image"] {
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        name: String as "text",
        digest: Vec<u8> as "bytea",
        media_type: String as "text",
        bytes: i64 as "bigint",
        width: i32 as "integer",
        height: i32 as "integer",
        metadata: String as "json",
        removed: bool as "boolean",
        added_by: Uuid as "uuid",
        added_at: Timestamp as "timestamptz",
    }
}

table! {
    ImageSpanRow in "view_image_spans" by ["image", "valid_from"] {
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        valid_from: i64 as "position",
        valid_to: Option<i64> as "position",
    }
}

impl Span for ImageSpanRow {
    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }
}

/// What can change of an image that was added in an earlier batch.
#[derive(Debug, Clone)]
pub struct ImageChange {
    metadata: String,
    removed: bool,
}

/// Tells the part of an image's facts that is about the picture itself.
pub(crate) fn project(projected: &Projected<'_, domain::image::Image>, rows: &mut Rows) {
    let Some(picture) = projected.state.picture() else { return };
    let (image, image_set) = (projected.stream, picture.image_set.uuid());
    let span = ImageSpanRow { image, image_set, valid_from: projected.at, valid_to: None };
    match projected.event {
        Event::ImageAdded(added) => {
            rows.images.insert(image, ImageRow::added(image, added, projected.stamp));
            rows.image_spans.open(image, span);
        }
        Event::ImageDescribed { .. } | Event::ImageRemoved {} | Event::ImageRestored {} => {
            let metadata = serde_json::to_string(&picture.metadata).expect("strings are JSON");
            match rows.images.get_mut(&image) {
                Some(row) => (row.metadata, row.removed) = (metadata, picture.removed),
                None => {
                    rows.image_changes.insert(image, ImageChange { metadata, removed: picture.removed });
                }
            }
            match projected.event {
                Event::ImageRemoved {} => rows.image_spans.close(image, projected.at),
                Event::ImageRestored {} => rows.image_spans.open(image, span),
                _ => {}
            }
        }
        _ => {}
    }
}

impl ImageRow {
    fn added(image: Uuid, added: &Added, stamp: domain::Stamp) -> Self {
        Self {
            image,
            image_set: added.image_set.uuid(),
            name: added.name.to_string(),
            digest: added.digest.bytes().to_vec(),
            media_type: added.media_type.clone(),
            bytes: added.bytes.cast_signed(),
            width: added.frame.width.cast_signed(),
            height: added.frame.height.cast_signed(),
            metadata: "{}".to_owned(),
            removed: false,
            added_by: stamp.by.uuid(),
            added_at: stamp.at,
        }
    }
}

pub(crate) fn write(
    images: HashMap<Uuid, ImageRow>,
    changes: HashMap<Uuid, ImageChange>,
    spans: Spans<Uuid, ImageSpanRow>,
    statement: &mut Statement,
) {
    statement.upsert(images.into_values().collect());
    if !changes.is_empty() {
        let (ids, changes): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
        let ids = statement.bind(ids);
        let metadata = statement.bind(changes.iter().map(|c| c.metadata.clone()).collect::<Vec<_>>());
        let removed = statement.bind(changes.iter().map(|c| c.removed).collect::<Vec<_>>());
        statement.clause(&format!(
            "update view_images v set metadata = c.metadata::json, removed = c.removed
             from unnest(${ids}::uuid[], ${metadata}::text[], ${removed}::boolean[]) as c(image, metadata, removed)
             where v.image = c.image"
        ));
    }
    let (spans, closes) = spans.into_parts();
    statement.insert(spans);
    if !closes.is_empty() {
        let (ids, ends): (Vec<_>, Vec<_>) = closes.into_iter().unzip();
        let (ids, ends) = (statement.bind(ids), statement.bind(ends));
        statement.clause(&format!(
            "update view_image_spans v set valid_to = h.base + c.at
             from h, unnest(${ids}::uuid[], ${ends}::bigint[]) as c(image, at)
             where v.image = c.image and v.valid_to is null"
        ));
    }
}

/// An image as it is now.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ImageLine {
    pub image: Uuid,
    pub image_set: Uuid,
    pub name: String,
    #[sqlx(try_from = "Vec<u8>")]
    pub digest: StoredDigest,
    pub media_type: String,
    pub bytes: i64,
    pub width: i32,
    pub height: i32,
    pub metadata: Json<BTreeMap<String, String>>,
    pub removed: bool,
    pub added_by: Uuid,
    pub added_at: Timestamp,
}

/// A digest as PostgreSQL keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredDigest(pub Digest);

impl TryFrom<Vec<u8>> for StoredDigest {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        Ok(Self(Digest::new(bytes.as_slice().try_into()?)))
    }
}

impl ImageLine {
    pub const fn frame(&self) -> domain::Frame {
        domain::Frame { width: self.width.cast_unsigned(), height: self.height.cast_unsigned() }
    }
}

impl Views {
    pub async fn image(&self, image: ImageId) -> sqlx::Result<Option<ImageLine>> {
        sqlx::query_as("select * from view_images where image = $1")
            .bind(image.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Some images by their ids, also removed ones; in no order.
    pub async fn images_by_id(&self, ids: &[Uuid]) -> sqlx::Result<Vec<ImageLine>> {
        sqlx::query_as("select * from view_images where image = any($1)").bind(ids).fetch_all(&self.0).await
    }

    /// Images of a set by name, then id; `after` is the last one of the page before.
    pub async fn images(
        &self,
        set: ImageSetId,
        after: (&str, Uuid),
        limit: i64,
    ) -> sqlx::Result<Vec<ImageLine>> {
        sqlx::query_as(
            "select * from view_images where image_set = $1 and not removed and (name, image) > ($2, $3)
             order by name, image limit $4",
        )
        .bind(set.uuid())
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }

    /// The images before and after one, nearest first.
    pub async fn neighbours(
        &self,
        image: &ImageLine,
        before: i64,
        after: i64,
    ) -> sqlx::Result<(Vec<ImageLine>, Vec<ImageLine>)> {
        let next = self.images(image.image_set.into(), (&image.name, image.image), after).await?;
        let previous = sqlx::query_as(
            "select * from view_images where image_set = $1 and not removed and (name, image) < ($2, $3)
             order by name desc, image desc limit $4",
        )
        .bind(image.image_set)
        .bind(&image.name)
        .bind(image.image)
        .bind(before)
        .fetch_all(&self.0)
        .await?;
        Ok((previous, next))
    }

    /// How many images of the set come before this one, and how many there are.
    pub async fn place(&self, image: &ImageLine) -> sqlx::Result<(i64, i64)> {
        sqlx::query_as(
            "select count(*) filter (where (name, image) < ($2, $3)), count(*)
             from view_images where image_set = $1 and not removed",
        )
        .bind(image.image_set)
        .bind(&image.name)
        .bind(image.image)
        .fetch_one(&self.0)
        .await
    }

    /// The image of a set that has these bytes.
    pub async fn image_with_digest(&self, set: ImageSetId, digest: Digest) -> sqlx::Result<Option<Uuid>> {
        sqlx::query_scalar(
            "select image from view_images where image_set = $1 and digest = $2 and not removed",
        )
        .bind(set.uuid())
        .bind(digest.bytes().as_slice())
        .fetch_optional(&self.0)
        .await
    }
}
