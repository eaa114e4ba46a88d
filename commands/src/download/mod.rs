//! Stored files on their way to a client: whole, in part, or not at all because the client has them; the same at both
//! doors.

mod disposition;
mod range;

use std::ops::Range;

use bytes::Bytes;
use futures::stream::BoxStream;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

pub use self::disposition::disposition;
use self::range::ByteRange;
use crate::blobs::{BlobError, Blobs, ObjectKey, Rendition};

/// The same address always means the same bytes, but not for everybody, and not for ever.
const CACHE: &str = "private, max-age=31536000, immutable";
/// Whatever a file is, it does nothing.
const INERT: &str = "default-src 'none'; sandbox";

/// What is to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Download<'a> {
    pub place: ObjectKey,
    pub media_type: &'a str,
    /// `inline` or `attachment`, and a name for the file (RFC 6266).
    pub named: Option<(&'static str, &'a str)>,
}

/// Bytes as they are read; none for an answer without any.
pub type Chunks = Option<BoxStream<'static, Result<Bytes, BlobError>>>;

impl Blobs {
    /// The answer to a request for stored bytes; nothing in it is run by a browser. `asked` are the request's headers:
    /// `Range`, `If-Range` and `If-None-Match` count (RFC 9110). An object whose bytes are not those of its digest is
    /// not sent.
    pub async fn download(
        &self,
        file: Download<'_>,
        asked: &HeaderMap,
    ) -> Result<Response<Chunks>, BlobError> {
        let tag = tag(file.place);
        let described = describe(&file, &tag);
        if is_known(asked, &tag) {
            return Ok(answer(StatusCode::NOT_MODIFIED, described, None));
        }
        let size = self.intact(file.place).await?;
        let Some((status, headers, range)) = part(asked, &tag, size, described) else {
            return Ok(beyond(size));
        };
        let range = (status == StatusCode::PARTIAL_CONTENT).then_some(range);
        let blob = self.get(file.place, range).await?;
        Ok(answer(status, headers, Some(blob.chunks)))
    }
}

/// Which picture of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// As it was uploaded.
    Original,
    Rendition(Rendition),
}

/// Whether the client says that it has these bytes already.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}

/// Which bytes of so many are sent, with what is said of them besides `headers`; nothing if none of those asked for
/// is there.
pub fn part(
    asked: &HeaderMap,
    tag: &str,
    size: u64,
    mut headers: HeaderMap,
) -> Option<(StatusCode, HeaderMap, Range<u64>)> {
    let (status, range) = match ByteRange::of(asked, tag, size) {
        ByteRange::All => (StatusCode::OK, 0..size),
        ByteRange::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        ByteRange::Beyond => return None,
    };
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let said = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
        headers.extend(said_of((header::CONTENT_RANGE, &said)));
    }
    Some((status, headers, range))
}

/// 416: nothing of so many bytes was asked for.
pub fn beyond(size: u64) -> Response<Chunks> {
    let said = said_of((header::CONTENT_RANGE, &format!("bytes */{size}")));
    answer(StatusCode::RANGE_NOT_SATISFIABLE, said.into_iter().collect(), None)
}

pub fn answer(status: StatusCode, headers: HeaderMap, chunks: Chunks) -> Response<Chunks> {
    let mut response = Response::new(chunks);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn describe(file: &Download<'_>, tag: &str) -> HeaderMap {
    let said = [
        (header::CONTENT_TYPE, file.media_type),
        (header::ETAG, tag),
        (header::ACCEPT_RANGES, "bytes"),
        (header::CACHE_CONTROL, CACHE),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, INERT),
    ];
    let name = file.named.map(|(how, name)| (header::CONTENT_DISPOSITION, disposition(how, name)));
    said.into_iter().filter_map(said_of).chain(name).collect()
}

fn said_of((name, value): (HeaderName, &str)) -> Option<(HeaderName, HeaderValue)> {
    HeaderValue::from_str(value).ok().map(|value| (name, value))
}

/// The name of the bytes: what they are made of, and how.
fn tag(place: ObjectKey) -> String {
    match place {
        ObjectKey::Object(digest) => format!("\"{digest}\""),
        ObjectKey::Rendition(digest, kind) => format!("\"{digest}-{}\"", kind.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (header::IF_NONE_MATCH, line.parse().unwrap())).collect()
    }

    #[test]
    fn a_tag_is_known_alone_in_a_list_and_weakly() {
        for known in [&["\"a\""][..], &["\"b\", \"a\""], &["\"b\"", "W/\"a\""], &["*"]] {
            assert!(is_known(&asked(known), "\"a\""), "{known:?}");
        }
        for other in [&[][..], &["\"b\""], &["a"], &["\"ab\""]] {
            assert!(!is_known(&asked(other), "\"a\""), "{other:?}");
        }
    }
}
