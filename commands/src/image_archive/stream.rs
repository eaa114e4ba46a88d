//! An archive as it is sent: piece by piece, from any byte on.

use std::{ops::Range, sync::Arc};

use async_stream::try_stream;
use bytes::Bytes;
use futures::{Stream, TryStreamExt as _};

use super::{
    ImageArchive,
    layout::{Content, Entry},
};
use crate::blobs::{BlobError, Blobs};

/// Records of the directory that are sent at once.
const RECORDS: usize = 1_000;

/// The bytes of `range`. Files before it are not read, but for their checksums where this process does not know them;
/// an object that is damaged ends the stream with an error.
pub fn stream(
    archive: Arc<ImageArchive>,
    blobs: Blobs,
    range: Range<u64>,
) -> impl Stream<Item = Result<Bytes, BlobError>> + Send {
    try_stream! {
        let mut offset = 0;
        for entry in &archive.entries {
            let end = offset + entry.size();
            if end > range.start && offset < range.end {
                let crc = crc(entry, &blobs).await?;
                let header = Bytes::from(entry.local_header(crc));
                let begins = offset + header.len() as u64;
                if let Some(piece) = part(&header, offset, &range) {
                    yield piece;
                }
                let wanted = within(begins..end, &range);
                match &entry.content {
                    Content::Written(bytes, _) => {
                        if let Some(piece) = part(bytes, begins, &range) {
                            yield piece;
                        }
                    }
                    Content::Stored(digest) if !wanted.is_empty() => {
                        let inner = wanted.start - begins..wanted.end - begins;
                        let mut chunks = blobs.get(*digest, Some(inner)).await?.chunks;
                        while let Some(chunk) = chunks.try_next().await? {
                            yield chunk;
                        }
                    }
                    Content::Stored(_) => {}
                }
            }
            offset = end;
        }
        if range.end > offset {
            let (mut at, mut place) = (offset, 0);
            for entries in archive.entries.chunks(RECORDS) {
                let mut records = vec![];
                for entry in entries {
                    records.extend(entry.central_record(crc(entry, &blobs).await?, place));
                    place += entry.size();
                }
                let records = Bytes::from(records);
                if let Some(piece) = part(&records, at, &range) {
                    yield piece;
                }
                at += records.len() as u64;
            }
            if let Some(piece) = part(&Bytes::from(archive.layout.end()), at, &range) {
                yield piece;
            }
        }
    }
}

async fn crc(entry: &Entry, blobs: &Blobs) -> Result<u32, BlobError> {
    match &entry.content {
        Content::Stored(digest) => {
            let whole = blobs.whole(*digest).await?;
            // A file of another length would put everything behind it in the wrong place.
            if whole.bytes() == entry.bytes { Ok(whole.crc32) } else { Err(BlobError::Damaged(*digest)) }
        }
        Content::Written(_, crc) => Ok(*crc),
    }
}

fn within(piece: Range<u64>, range: &Range<u64>) -> Range<u64> {
    piece.start.max(range.start)..piece.end.min(range.end)
}

/// What of a piece that lies at `offset` is in the range.
fn part(piece: &Bytes, offset: u64, range: &Range<u64>) -> Option<Bytes> {
    let wanted = within(offset..offset + piece.len() as u64, range);
    let index = |at: u64| usize::try_from(at - offset).unwrap_or(usize::MAX);
    (!wanted.is_empty()).then(|| piece.slice(index(wanted.start)..index(wanted.end)))
}
