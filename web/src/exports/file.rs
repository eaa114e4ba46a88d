//! The file of an export.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use commands::{Commands, blobs::ObjectKey};
use domain::{Action, TransferId};

use crate::{
    WebError,
    extract::Path,
    image_files::{disposition, serve},
    viewer::Viewer,
};

/// `GET /exports/{export}/file`: streamed, can be resumed, and never shown as a page of ours.
pub async fn download(
    viewer: Viewer,
    Path(export): Path<TransferId>,
    State(commands): State<Commands>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let line = commands.views().transfer(export).await?.ok_or(WebError::NotFound)?;
    commands.permissions.on_set(viewer.account, line.image_set.into(), Action::Export).await?;
    let file = commands.exports.file(export).await?;
    let mut response = serve(&commands, ObjectKey::Object(file.digest), file.media_type, &headers).await?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition("attachment", &file.name));
    Ok(response)
}
