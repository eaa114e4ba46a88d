//! The images of a set.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageId, ImageSetId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Image;
use crate::{
    Problem,
    client::Client,
    extract::Path,
    page::{self, Page, Paged},
};

#[derive(Debug, Serialize, ToSchema)]
pub struct Images {
    images: Vec<Image>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the images of a set by name.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}/images",
    operation_id = "list_images",
    tag = "images",
    params(("image_set" = Uuid, Path), Paged),
    responses((status = OK, description = "A page of images", body = Images)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    Page { after, limit }: Page,
    State(commands): State<Commands>,
) -> Result<Json<Images>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let (name, id) = match after {
        None => (String::new(), Uuid::nil()),
        Some(id) => {
            let last = commands.views().image(ImageId::new(id)).await?;
            let last = last.filter(|line| line.image_set == set.uuid()).ok_or_else(page::no_such_place)?;
            (last.name, id)
        }
    };
    let lines = commands.views().images(set, (&name, id), limit).await?;
    let next = page::next(&lines, limit, |line| line.image);
    Ok(Json(Images { images: lines.into_iter().map(Image::from).collect(), next }))
}
