//! Images, and when they were in their set.

mod rows;

use std::collections::BTreeMap;

use domain::{Digest, ImageId, ImageSetId, Timestamp, sort_key};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

pub use self::rows::{ImageRow, ImageRows, ImageSpanRow, ImageTable};
use crate::{Part, Views, part::part};

/// An image as it is now.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ImageLine {
    pub image: Uuid,
    pub image_set: Uuid,
    pub name: String,
    /// Where its file lay when it came, with the file's name; empty when it came without a folder.
    pub path: String,
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

/// Where an image stands in its set: in natural order of the names (1, 2, 10), then by id. The first place is before all.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct ImagePlace {
    pub sort_key: String,
    pub image: Uuid,
}
/// Of `view_images i`: the folder in which an image's file lay, where its name alone would not tell it from another image
/// of the set.
pub(crate) const FOLDER: &str = "case when i.path <> '' and exists (
         select from view_images t
         where t.image_set = i.image_set and t.name = i.name and t.image <> i.image and not t.removed)
     then substring(i.path from '^(.*)/') end as folder";

/// A digest as PostgreSQL keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredDigest(pub Digest);

impl TryFrom<Vec<u8>> for StoredDigest {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        Ok(Self(Digest::new(bytes.as_slice().try_into()?)))
    }
}

impl ImagePlace {
    pub fn of(name: &str, image: Uuid) -> Self {
        Self { sort_key: sort_key(name), image }
    }
}

impl ImageLine {
    pub fn place(&self) -> ImagePlace {
        ImagePlace::of(&self.name, self.image)
    }

    pub const fn frame(&self) -> domain::Frame {
        domain::Frame { width: self.width.cast_unsigned(), height: self.height.cast_unsigned() }
    }

    /// In which its file lay when it came.
    pub fn folder(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(folder, _)| folder)
    }
}

impl Views {
    pub async fn image(&self, image: ImageId) -> sqlx::Result<Option<ImageLine>> {
        sqlx::query_as("select * from view_images where image = $1")
            .bind(image.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Which of these images are in a set, or were until they were removed.
    pub async fn images_in_set(&self, set: ImageSetId, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
        sqlx::query_scalar("select image from view_images where image = any($1) and image_set = $2")
            .bind(ids)
            .bind(set.uuid())
            .fetch_all(&self.0)
            .await
    }

    /// Some images by their ids, also removed ones; in no order.
    pub async fn images_by_id(&self, ids: &[Uuid]) -> sqlx::Result<Vec<ImageLine>> {
        sqlx::query_as("select * from view_images where image = any($1)").bind(ids).fetch_all(&self.0).await
    }

    /// Images of a set in their order, after a place.
    pub async fn images(
        &self,
        set: ImageSetId,
        after: &ImagePlace,
        limit: i64,
    ) -> sqlx::Result<Part<ImageLine>> {
        let rows = sqlx::query(
            "select * from view_images where image_set = $1 and not removed and (sort_key, image) > ($2, $3)
             order by sort_key, image limit $4",
        )
        .bind(set.uuid())
        .bind(&after.sort_key)
        .bind(after.image)
        .bind(limit)
        .fetch(&self.0);
        part(rows, limit).await
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

/// Whether an image was in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    NotYet,
    There,
    Removed,
}

impl Views {
    /// Whether an image was in its set right after the fact at a log position.
    pub async fn presence(&self, image: ImageId, position: i64) -> sqlx::Result<Presence> {
        let there: Option<bool> = sqlx::query_scalar(
            "select bool_or(valid_to is null or valid_to > $2) from view_image_spans
             where image = $1 and valid_from <= $2",
        )
        .bind(image.uuid())
        .bind(position)
        .fetch_one(&self.0)
        .await?;
        Ok(match there {
            None => Presence::NotYet,
            Some(true) => Presence::There,
            Some(false) => Presence::Removed,
        })
    }
}
