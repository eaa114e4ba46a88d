//! What an archive is, and where it waits for its job.

use domain::Digest;
use futures::StreamExt as _;
use tokio::{
    fs::File,
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};
use uuid::Uuid;

use crate::blobs::{BlobError, Blobs};

/// How many bytes tell an archive.
pub(super) const MAGIC: usize = 4;

/// An empty archive has no entry to begin with.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The archive of a job, in a file of this machine that vanishes when it is closed.
pub(super) async fn fetch(blobs: &Blobs, job: Uuid) -> Result<std::fs::File, BlobError> {
    let source = |error: std::io::Error| BlobError::Source(error.into());
    let mut chunks = blobs.spooled(job).await?;
    let mut file = File::from_std(tempfile::tempfile().map_err(source)?);
    while let Some(chunk) = chunks.next().await {
        file.write_all(&chunk?).await.map_err(source)?;
    }
    file.flush().await.map_err(source)?;
    file.rewind().await.map_err(source)?;
    Ok(file.into_std().await)
}

/// The id of everything a job does with one entry: the same however often the job runs.
pub(super) fn key(index: usize, digest: Digest) -> Vec<u8> {
    format!("{index}:{digest}").into_bytes()
}
