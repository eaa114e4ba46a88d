//! Files that wait for a job: kept for any process to find, under the job's id, until the job is over.
//!
//! They are not among the objects: whoever is done with one deletes it, and no digest may bring
//! an export or an image under its name. What a job left behind is swept with broken-off uploads.

use std::pin::pin;

use bytes::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{ObjectStoreExt as _, WriteMultipart, path::Path};
use uuid::Uuid;

use super::{BlobError, Blobs};

const PARTS_AT_ONCE: usize = 2;

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
        let mut chunks = pin!(chunks);
        let mut upload = WriteMultipart::new(self.store.put_multipart(&path(job)).await?);
        let mut bytes = 0;
        while let Some(chunk) = chunks.next().await {
            let error = match chunk {
                Ok(chunk) => {
                    bytes += chunk.len() as u64;
                    upload.put(chunk);
                    match upload.wait_for_capacity(PARTS_AT_ONCE).await {
                        Ok(()) if bytes <= limit => continue,
                        Ok(()) => BlobError::TooLarge { limit },
                        Err(error) => error.into(),
                    }
                }
                Err(error) => BlobError::Source(error.into()),
            };
            // The first error is the one to report; the rest is swept later.
            let _ = upload.abort().await;
            return Err(error);
        }
        upload.finish().await?;
        Ok(bytes)
    }

    pub async fn spooled(
        &self,
        job: Uuid,
    ) -> Result<BoxStream<'static, Result<Bytes, BlobError>>, BlobError> {
        Ok(self.store.get(&path(job)).await?.into_stream().map_err(BlobError::from).boxed())
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
