//! An export's bytes.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use commands::{Commands, SeenVotes, blobs::ObjectKey, download::Download};
use domain::{Action, TransferId};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::{FileHeaders, Path},
    file::{self, FileAnswers},
    route::LISTED,
};

/// Download an export, whole or in part. `ETag` and `Repr-Digest` (RFC 9530) are the SHA-256 of the bytes.
#[utoipa::path(get, path = LISTED, responses(FileAnswers))]
#[instrument(name = "api.exports.file", skip_all, fields(export = %id))]
pub async fn download(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
    FileHeaders(asked): FileHeaders,
) -> Result<Response, Problem> {
    let line = commands.views().transfer(id).await?.ok_or_else(Problem::not_found)?;
    let standing = commands.permissions.on_set(client.account, line.image_set.into(), Action::Export).await?;
    SeenVotes::may_see_export(&standing, line.request().ok_or_else(Problem::not_found)?)?;
    let file = commands.exports.file(id).await?;
    let named = Some(("attachment", file.name.as_str()));
    let stored = Download { place: ObjectKey::Object(file.digest), media_type: file.media_type, named };
    let mut answer = file::streamed(commands.blobs().download(stored, &asked).await)?;
    let encoded = BASE64_STANDARD.encode(file.digest.bytes());
    let digest = HeaderValue::from_str(&format!("sha-256=:{encoded}:"));
    answer.headers_mut().extend(digest.ok().map(|digest| (HeaderName::from_static("repr-digest"), digest)));
    Ok(answer)
}
