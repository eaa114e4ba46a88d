//! Everything one may see.

use axum::{Json, extract::State};
use commands::Commands;
use domain::Action;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ImageSet;
use crate::{
    Problem,
    client::Client,
    page::{self, Page, Search, Searched},
};

#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSets {
    image_sets: Vec<ImageSet>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the image sets that you may read, by name.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets",
    operation_id = "list_image_sets",
    tag = "image sets",
    params(Searched),
    responses((status = OK, description = "A page of image sets", body = ImageSets)),
)]
pub async fn get(
    client: Client,
    Search { text, page: Page { after, limit } }: Search,
    State(commands): State<Commands>,
) -> Result<Json<ImageSets>, Problem> {
    let (name, id) = match after {
        None => (String::new(), Uuid::nil()),
        Some(id) => (name_of(id, client, &commands).await?, id),
    };
    let lines = commands.views().image_sets(client.account, &text, (&name, id), limit).await?;
    let next = page::next(&lines, limit, |line| line.image_set);
    Ok(Json(ImageSets { image_sets: lines.into_iter().map(ImageSet::from).collect(), next }))
}

/// Where the page before ended, if it may be known.
async fn name_of(id: Uuid, client: Client, commands: &Commands) -> Result<String, Problem> {
    let permitted = commands.permissions.on_set(client.account, id.into(), Action::Read).await;
    let standing = permitted.map_err(|_| page::no_such_place())?;
    let line = commands.views().image_set(standing.image_set).await?;
    Ok(line.ok_or_else(page::no_such_place)?.name)
}
