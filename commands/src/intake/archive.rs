//! An archive on its way into a set: first the upload, then, as a job, the unpacking.

use std::error::Error;

use bytes::Bytes;
use domain::ImageSetId;
use futures::{Stream, StreamExt as _};
use tokio::{
    fs::File,
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};
use uuid::Uuid;

use super::{FormError, Intake, ZipIntake, picture::unavailable};
use crate::{
    Caller, CommandError,
    blobs::{BlobError, Blobs},
    ids,
    jobs::Order,
    pictures::clean_name,
};

/// How many bytes tell an archive.
pub(super) const MAGIC: usize = 4;

/// An empty archive has no entry to begin with.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl Intake {
    /// Takes an archive as it arrives; the job that unpacks it is answered. Any process can do the job.
    pub async fn take_archive<E>(
        &self,
        caller: Caller,
        set: ImageSetId,
        name: &str,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Uuid, FormError>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.images.may_add(caller, set).await?;
        let id = ids::derive(caller.command, b"zip_intake");
        if let Some(known) = self.orders.jobs.find(id).await.map_err(CommandError::from)? {
            return if known.owner == Some(caller.account) {
                Ok(id)
            } else {
                Err(CommandError::NOT_FOUND.into())
            };
        }
        self.orders.check(id, Some(caller.account)).await?;
        let limit = self.limits.upload_bytes;
        self.blobs.spool(id, chunks, limit).await.map_err(not_kept)?;
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        let job = ZipIntake { image_set: set, name: clean_name(name), command: caller.command };
        self.orders.place(order, &job).await?;
        Ok(id)
    }
}

fn not_kept(error: BlobError) -> FormError {
    match error {
        BlobError::Source(error) => FormError::Malformed(error),
        BlobError::TooLarge { limit } => {
            CommandError::invalid("file", format!("the archive has more than {} MiB", limit >> 20)).into()
        }
        error => unavailable(&error).into(),
    }
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
pub(super) fn key(index: usize, digest: domain::Digest) -> Vec<u8> {
    format!("{index}:{digest}").into_bytes()
}
