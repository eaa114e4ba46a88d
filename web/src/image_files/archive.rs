//! All images of a set as one file.

use axum::{extract::State, http::HeaderMap, response::Response};
use commands::Commands;
use domain::{Action, ImageSetId};

use super::serve::streamed;
use crate::{WebError, extract::Path, viewer::Viewer};

/// `GET /image-sets/{image_set}/archive`: written while it is sent; can be resumed.
pub async fn download(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(set): Path<ImageSetId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let archive = commands.image_archives.of_set(set).await?;
    streamed(Ok(commands.image_archives.download(&archive, &headers)))
}
