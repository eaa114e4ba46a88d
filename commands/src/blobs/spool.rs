//! Files that wait for a job: kept for any process to find, under the job's id, until the job is over.
//!
//! They are not among the objects: whoever is done with one deletes it, and no digest may bring
//! an export or an image under its name. What a job left behind is swept with broken-off uploads.

use std::{io, pin::pin};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use object_store::{ObjectStoreExt as _, path::Path};
use tokio::{
    fs::File,
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};
use uuid::Uuid;

use super::{BlobError, Blobs, parts::count};

impl Blobs {
    /// Keeps a stream of at most `limit` bytes for a job. Nothing is left if it fails or is too long.
    pub async fn spool<E>(
        &self,
        job: Uuid,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
        limit: u64,
    ) -> Result<u64, BlobError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut bytes = 0;
        let chunks = pin!(chunks);
        self.put_in_parts(&path(job), vec![], chunks.map(|chunk| count(chunk, &mut bytes, limit))).await?;
        Ok(bytes)
    }

    /// The file of a job, at its beginning: itself if it lies in a folder of this machine, otherwise a copy that vanishes
    /// when it is closed.
    pub async fn spooled(&self, job: Uuid) -> Result<std::fs::File, BlobError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => BlobError::NotFound,
            _ => BlobError::Source(error.into()),
        };
        if let Some(folder) = &self.folder {
            let file = File::open(folder.join(path(job).as_ref())).await.map_err(failed)?;
            return Ok(file.into_std().await);
        }
        let mut chunks = self.store.get(&path(job)).await?.into_stream();
        let mut file = File::from_std(tempfile::tempfile().map_err(failed)?);
        while let Some(chunk) = chunks.next().await {
            file.write_all(&chunk?).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        file.rewind().await.map_err(failed)?;
        Ok(file.into_std().await)
    }

    /// Deleting what is not there is no error: the aim is reached.
    pub async fn unspool(&self, job: Uuid) -> Result<(), BlobError> {
        match self.store.delete(&path(job)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn path(job: Uuid) -> Path {
    Path::from_iter(["incoming", &format!("job-{job}")])
}
