//! Pictures in sets.

pub mod files;
pub mod upload;

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{Action, ImageId, ImageSetId};
use projections::images::{ImageLine, ImagePlace};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{self, Page, name, text},
    positioned::{Done, done},
    route::LISTED,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct Image {
    image: Uuid,
    image_set: Uuid,
    name: String,
    /// Where its file lay in the archive or folder in which it came, with the file's name; empty if it came without a folder.
    path: String,
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
            path: line.path,
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
            file: format!("/api/v1/images/{image}/file"),
            screen: format!("/api/v1/images/{image}/screen"),
            thumbnail: format!("/api/v1/images/{image}/thumbnail"),
            annotations: format!("/api/v1/images/{image}/annotations"),
            history: format!("/api/v1/images/{image}/history"),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Images {
    images: Vec<Image>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the images of a set by name, numbers in it by their value.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "A page of images", body = Images)))]
pub async fn list(
    client: Client,
    Path(set): Path<ImageSetId>,
    Page { after, limit }: Page,
    State(commands): State<Commands>,
) -> Result<Json<Images>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let place = match after {
        None => ImagePlace::default(),
        Some(id) => {
            let place = commands.views().place_in_set(set, Some(ImageId::new(id))).await?;
            place.ok_or_else(page::no_such_place)?
        }
    };
    let lines = commands.views().images(set, &place, limit).await?;
    let next = page::next(&lines, |line| line.image);
    Ok(Json(Images { images: lines.into_iter().map(Image::from).collect(), next }))
}

/// Read what is known of an image; `links` says where its bytes are.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The image", body = Image)))]
pub async fn show(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Json<Image>, Problem> {
    let (line, _) = commands.permissions.on_image(client.account, image, Action::Read).await?;
    Ok(Json(line.into()))
}

/// Remove an image from its set; it can be restored.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is removed")))]
#[instrument(name = "api.images.remove", skip_all, fields(%image))]
pub async fn remove(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.images.remove(client.caller(&commands), image).await?))
}

/// Restore a removed image, labels included.
#[utoipa::path(post, path = LISTED, responses((status = NO_CONTENT, description = "It is back")))]
#[instrument(name = "api.images.restore", skip_all, fields(%image))]
pub async fn restore(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.images.restore(client.caller(&commands), image).await?))
}

/// Most fields of an image's metadata.
pub(crate) const MOST_FIELDS: usize = 100;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// At most 100 fields.
    metadata: BTreeMap<String, String>,
}

/// Set the metadata of an image; what was there is replaced.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is described")))]
#[instrument(name = "api.images.describe", skip_all, fields(%image))]
pub async fn describe(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    Body(given): Body<Metadata>,
) -> Result<Done, Problem> {
    commands.permissions.on_image(client.account, image, Action::Contribute).await?;
    let fields = given.check()?;
    Ok(done(commands.images.describe(client.caller(&commands), image, fields).await?))
}

impl Metadata {
    fn check(self) -> Result<BTreeMap<String, String>, Problem> {
        if self.metadata.len() > MOST_FIELDS {
            return Err(Problem::invalid(
                "metadata",
                format!("metadata can have at most {MOST_FIELDS} fields"),
            ));
        }
        let checked = |(key, value): (String, String)| {
            Ok((name("metadata", &key)?.into(), text("metadata", &value)?.into()))
        };
        self.metadata.into_iter().map(checked).collect()
    }
}
