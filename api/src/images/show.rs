//! One image.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageId};

use super::Image;
use crate::{Problem, client::Client, extract::Path};

/// Read what is known of an image; `links` says where its bytes are.
#[utoipa::path(
    get,
    path = "/api/v1/images/{image}",
    operation_id = "read_image",
    tag = "images",
    params(("image" = Uuid, Path)),
    responses((status = OK, description = "The image", body = Image)),
)]
pub async fn get(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
) -> Result<Json<Image>, Problem> {
    let (line, _) = commands.permissions.on_image(client.account, image, Action::Read).await?;
    Ok(Json(line.into()))
}
