//! The bytes of images: one by one, and those of a set as an archive.

use axum::{extract::State, http::HeaderMap, response::Response};
use commands::{Commands, blobs::Rendition, download::Picture};
use domain::{Action, ImageId, ImageSetId};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::{FileHeaders, Path},
    file::{self, FileAnswers},
    route::LISTED,
};

/// Download an image as it was uploaded.
#[utoipa::path(get, path = LISTED, responses(FileAnswers))]
pub async fn original(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    FileHeaders(asked): FileHeaders,
) -> Result<Response, Problem> {
    picture(&commands, &client, image, Picture::Original, &asked).await
}

/// Download an image of at most 1600 pixels wide and high: a JPEG, or the image itself if it is small enough.
#[utoipa::path(get, path = LISTED, responses(FileAnswers))]
pub async fn screen(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    FileHeaders(asked): FileHeaders,
) -> Result<Response, Problem> {
    picture(&commands, &client, image, Picture::Rendition(Rendition::Screen), &asked).await
}

/// Download an image of at most 256 pixels wide and high: a JPEG, or the image itself if it is small enough.
#[utoipa::path(get, path = LISTED, responses(FileAnswers))]
pub async fn thumbnail(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    FileHeaders(asked): FileHeaders,
) -> Result<Response, Problem> {
    picture(&commands, &client, image, Picture::Rendition(Rendition::Thumbnail), &asked).await
}

async fn picture(
    commands: &Commands,
    client: &Client,
    image: ImageId,
    picture: Picture,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let (line, _) = commands.permissions.on_image(client.account, image, Action::Read).await?;
    file::streamed(commands.image_files.download(&line, picture, asked).await)
}

/// Download all images of a set as one zip archive, under the file names they have in exports, with `images.csv`.
///
/// It is written while it is sent. As long as no image comes or goes its bytes are the same, so that a download which
/// broke off goes on with `Range` and `If-Range`.
#[utoipa::path(get, path = LISTED, responses(FileAnswers))]
#[instrument(name = "api.images.archive", skip_all, fields(%set))]
pub async fn archive(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    FileHeaders(asked): FileHeaders,
) -> Result<Response, Problem> {
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let archive = commands.image_archives.of_set(set).await?;
    file::streamed(Ok(commands.image_archives.download(&archive, &asked)))
}
