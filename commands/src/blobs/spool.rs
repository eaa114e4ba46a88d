//! Files that wait for a job: kept for any process to find, under the job's id, until the job is over.
//!
//! They are not among the objects: whoever is done with one deletes it, and no digest may bring
//! an export or an image under its name. What a job left behind is swept with broken-off uploads.

use std::pin::pin;

use bytes::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{ObjectStoreExt as _, path::Path};
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
