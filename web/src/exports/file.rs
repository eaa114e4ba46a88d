//! The file of an export.

use axum::{extract::State, http::HeaderMap, response::Response};
use commands::{Commands, SeenVotes, blobs::ObjectKey, download::Download};
use domain::{Action, TransferId};

use crate::{WebError, extract::Path, image_files::streamed, viewer::Viewer};

/// `GET /exports/{export}/file`: streamed, can be resumed, and never shown as a page of ours.
pub async fn download(
    viewer: Viewer,
    Path(export): Path<TransferId>,
    State(commands): State<Commands>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let line = commands.views().transfer(export).await?.ok_or(WebError::NotFound)?;
    let standing = commands.permissions.on_set(viewer.account, line.image_set.into(), Action::Export).await?;
    SeenVotes::may_see_export(&standing, line.request().ok_or(WebError::NotFound)?)?;
    let file = commands.exports.file(export).await?;
    let named = Some(("attachment", file.name.as_str()));
    let file = Download { place: ObjectKey::Object(file.digest), media_type: file.media_type, named };
    streamed(commands.blobs().download(file, &headers).await)
}
