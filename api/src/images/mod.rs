//! Pictures in sets.

pub mod describe;
pub mod list;
pub mod remove;
pub mod restore;
pub mod show;
pub mod upload;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use projections::images::ImageLine;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Image {
    image: Uuid,
    image_set: Uuid,
    name: String,
    /// SHA-256 of the file, in hexadecimal.
    digest: String,
    media_type: String,
    bytes: i64,
    /// In pixels, as displayed: after its EXIF orientation was applied.
    width: i32,
    height: i32,
    metadata: BTreeMap<String, String>,
    removed: bool,
    added_by: Uuid,
    added_at: DateTime<Utc>,
    links: ImageLinks,
}

/// Where its bytes and its labels are found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImageLinks {
    page: String,
    /// As it was uploaded.
    file: String,
    /// At most 1600 pixels wide and high.
    screen: String,
    /// At most 256 pixels wide and high.
    thumbnail: String,
    annotations: String,
    history: String,
}

impl From<ImageLine> for Image {
    fn from(line: ImageLine) -> Self {
        Self {
            image: line.image,
            image_set: line.image_set,
            name: line.name,
            digest: line.digest.0.to_string(),
            media_type: line.media_type,
            bytes: line.bytes,
            width: line.width,
            height: line.height,
            metadata: line.metadata.0,
            removed: line.removed,
            added_by: line.added_by,
            added_at: line.added_at,
            links: ImageLinks::of(line.image),
        }
    }
}

impl ImageLinks {
    fn of(image: Uuid) -> Self {
        Self {
            page: format!("/images/{image}"),
            file: format!("/images/{image}/file"),
            screen: format!("/images/{image}/screen"),
            thumbnail: format!("/images/{image}/thumbnail"),
            annotations: format!("/api/v1/images/{image}/annotations"),
            history: format!("/api/v1/images/{image}/history"),
        }
    }
}
