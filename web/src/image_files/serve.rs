//! The bytes of an image, its screen rendition and its thumbnail.

use axum::{body::Body, extract::State, http::HeaderMap, response::Response};
use commands::{
    Commands,
    blobs::{BlobError, Rendition},
    download::{Chunks, Picture},
};
use domain::{Action, ImageId};

use crate::{WebError, extract::Path, viewer::Viewer};

/// `GET /images/{image}/file`: as it was uploaded; can be resumed.
pub async fn original(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    picture(&commands, &viewer, image, Picture::Original, &headers).await
}

/// `GET /images/{image}/screen`: large enough to label on. A small image is its own.
pub async fn screen(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    picture(&commands, &viewer, image, Picture::Rendition(Rendition::Screen), &headers).await
}

/// `GET /images/{image}/thumbnail`
pub async fn thumbnail(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    picture(&commands, &viewer, image, Picture::Rendition(Rendition::Thumbnail), &headers).await
}

async fn picture(
    commands: &Commands,
    viewer: &Viewer,
    image: ImageId,
    picture: Picture,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let (line, _) = commands.permissions.on_image(viewer.account, image, Action::Read).await?;
    streamed(commands.image_files.download(&line, picture, headers).await)
}

/// Stored bytes as an answer.
pub fn streamed(answer: Result<axum::http::Response<Chunks>, BlobError>) -> Result<Response, WebError> {
    match answer {
        Ok(answer) => Ok(answer.map(|chunks| chunks.map_or_else(Body::empty, Body::from_stream))),
        Err(error) if error.is_not_found() => Err(WebError::NotFound),
        Err(error) => {
            tracing::error!(%error, "a stored file could not be read");
            Err(WebError::Unavailable { retry_after: 5 })
        }
    }
}
