//! An export's bytes.

use std::time::Duration;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use commands::{Commands, blobs::BlobError, export::ExportFile};
use domain::{Action, TransferId};
use tracing::instrument;

use crate::{Problem, client::Client, extract::Path, route::LISTED};

/// Download an export. `ETag` and `Repr-Digest` (RFC 9530) are the SHA-256 of the bytes.
#[utoipa::path(
    get, path = LISTED,
    responses(
        (status = OK, description = "The file", content_type = "application/octet-stream"),
        (status = NOT_MODIFIED, description = "You have it already"),
    ),
)]
#[instrument(name = "api.exports.file", skip_all, fields(export = %id))]
pub async fn download(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let line = commands.views().transfer(id).await?.ok_or_else(Problem::not_found)?;
    commands.permissions.on_set(client.account, line.image_set.into(), Action::Export).await?;
    let file = commands.exports.file(id).await?;
    let described = describe(&file);
    if headers.get(header::IF_NONE_MATCH) == described.get(header::ETAG) {
        return Ok((StatusCode::NOT_MODIFIED, described).into_response());
    }
    let blob = commands.blobs().get(file.digest, None).await.map_err(|error| gone(&error))?;
    Ok((described, [(header::CONTENT_LENGTH, blob.bytes)], Body::from_stream(blob.chunks)).into_response())
}

/// The bytes of an export never change, so neither does anything said about them.
fn describe(file: &ExportFile) -> HeaderMap {
    let digest = file.digest.to_string();
    let mut headers = HeaderMap::new();
    let mut say = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    say(header::CONTENT_TYPE, file.media_type);
    say(header::CONTENT_DISPOSITION, &disposition(&file.name));
    say(header::ETAG, &format!("\"{digest}\""));
    let encoded = BASE64_STANDARD.encode(file.digest.bytes());
    say(header::HeaderName::from_static("repr-digest"), &format!("sha-256=:{encoded}:"));
    say(header::CACHE_CONTROL, "private, no-cache");
    headers
}

/// Always a download, never something to be shown (RFC 6266).
fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_. ".contains(c);
    let fallback: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let encoded: String = name.bytes().map(encode).collect();
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
}

fn gone(error: &BlobError) -> Problem {
    let problem = Problem::broken(error);
    let retry_after = Some(Duration::from_secs(5));
    Problem { status: StatusCode::SERVICE_UNAVAILABLE, code: "storage", retry_after, ..problem }
}
