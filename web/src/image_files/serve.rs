//! The bytes of an image, its screen rendition and its thumbnail.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use commands::{
    Commands,
    blobs::{Blob, BlobError, ObjectKey, Rendition},
};
use domain::{Action, ImageId};
use projections::images::ImageLine;

use super::range::ByteRange;
use crate::{WebError, extract::Path, viewer::Viewer};

/// The same address always means the same bytes, but not for everybody, and not for ever.
const CACHE: &str = "private, max-age=31536000, immutable";
/// Whatever a file is, it does nothing.
const INERT: &str = "default-src 'none'; sandbox";

/// `GET /images/{image}/file`: as it was uploaded; can be resumed.
pub async fn original(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let (line, _) = commands.permissions.on_image(viewer.account, image, Action::Read).await?;
    let name = disposition("inline", &line.name);
    let mut response = serve(&commands, ObjectKey::Object(line.digest.0), &line.media_type, &headers).await?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// `GET /images/{image}/screen`: large enough to label on. A small image is its own.
pub async fn screen(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    rendition(&commands, &viewer, image, Rendition::Screen, &headers).await
}

/// `GET /images/{image}/thumbnail`
pub async fn thumbnail(
    viewer: Viewer,
    State(commands): State<Commands>,
    Path(image): Path<ImageId>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    rendition(&commands, &viewer, image, Rendition::Thumbnail, &headers).await
}

async fn rendition(
    commands: &Commands,
    viewer: &Viewer,
    image: ImageId,
    kind: Rendition,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let (line, _): (ImageLine, _) =
        commands.permissions.on_image(viewer.account, image, Action::Read).await?;
    let digest = line.digest.0;
    match serve(commands, ObjectKey::Rendition(digest, kind), "image/jpeg", headers).await {
        Err(WebError::NotFound) => {
            serve(commands, ObjectKey::Object(digest), &line.media_type, headers).await
        }
        answer => answer,
    }
}

/// Stored bytes, whole or in part; nothing a browser would run.
pub async fn serve(
    commands: &Commands,
    place: ObjectKey,
    media_type: &str,
    asked: &HeaderMap,
) -> Result<Response, WebError> {
    let tag = tag(place);
    if asked.get_all(header::IF_NONE_MATCH).iter().any(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, headers(media_type, &tag)).into_response());
    }
    let size = commands.blobs().head(place).await.map_err(|error| unreadable(&error))?.bytes;
    let range = match ByteRange::of(asked, &tag, size) {
        ByteRange::All => None,
        ByteRange::Part(range) => Some(range),
        ByteRange::Beyond => {
            let size = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, size).into_response());
        }
    };
    let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let blob = commands.blobs().get(place, range).await.map_err(|error| unreadable(&error))?;
    Ok((status, headers(media_type, &tag), lengths(&blob, status), Body::from_stream(blob.chunks))
        .into_response())
}

fn headers(media_type: &str, tag: &str) -> [(HeaderName, String); 6] {
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::ETAG, tag.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CACHE_CONTROL, CACHE.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, INERT.to_owned()),
    ]
}

fn lengths(blob: &Blob, status: StatusCode) -> HeaderMap {
    let (start, end) = (blob.range.start, blob.range.end);
    let mut lengths = HeaderMap::new();
    lengths.insert(header::CONTENT_LENGTH, HeaderValue::from(end - start));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {start}-{}/{}", end.saturating_sub(1), blob.bytes);
        lengths.extend(HeaderValue::from_str(&range).ok().map(|range| (header::CONTENT_RANGE, range)));
    }
    lengths
}

/// The name of the bytes: what they are made of, and how.
fn tag(place: ObjectKey) -> String {
    match place {
        ObjectKey::Object(digest) => format!("\"{digest}\""),
        ObjectKey::Rendition(digest, kind) => format!("\"{digest}-{}\"", kind.code()),
    }
}

/// The name in plain letters for old programs, and as it is for the others (RFC 6266).
pub fn disposition(how: &'static str, name: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let exact: String = name.bytes().map(escaped).collect();
    HeaderValue::from_str(&format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}"))
        .unwrap_or(HeaderValue::from_static(how))
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn unreadable(error: &BlobError) -> WebError {
    if error.is_not_found() {
        return WebError::NotFound;
    }
    tracing::error!(%error, "a stored image could not be read");
    WebError::Unavailable { retry_after: 5 }
}
