//! An archive on its way into a set: first the upload, then, as a job, the unpacking.

use std::path::Path;

use domain::ImageSetId;
use futures::StreamExt as _;
use tokio::{
    fs::File,
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::{ZipIntake, picture::unavailable};
use crate::{
    Caller, CommandError, Commands,
    blobs::{BlobError, Blobs},
    ids,
    jobs::Order,
    pictures::clean_name,
};

const CHUNK: usize = 256 << 10;

impl Commands {
    /// Takes an archive that lies in a file; the job that unpacks it is answered. Any process can do the job.
    pub async fn upload_zip(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: &Path,
        name: &str,
    ) -> Result<Uuid, CommandError> {
        self.may_add_images(caller, set).await?;
        let id = ids::derive(caller.command, b"zip_intake");
        if let Some(known) = self.jobs().find(id).await? {
            return if known.owner == Some(caller.account) { Ok(id) } else { Err(CommandError::NOT_FOUND) };
        }
        self.spool(id, file).await?;
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        let job = ZipIntake { image_set: set, name: clean_name(name), command: caller.command };
        self.order(order, &job).await?;
        Ok(id)
    }

    async fn spool(&self, id: Uuid, file: &Path) -> Result<(), CommandError> {
        let limit = self.settings().limits.upload_bytes;
        let file = File::open(file).await.map_err(|error| unavailable(&BlobError::Source(error.into())))?;
        match self.blobs().spool(id, ReaderStream::with_capacity(file, CHUNK), limit).await {
            Ok(_) => Ok(()),
            Err(BlobError::TooLarge { limit }) => {
                let most = limit >> 20;
                Err(CommandError::invalid("file", format!("the archive has more than {most} MiB")))
            }
            Err(error) => Err(unavailable(&error)),
        }
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
