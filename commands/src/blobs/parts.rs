//! What does not fit into one request, sent to the storage part by part.

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use object_store::{ObjectStoreExt as _, WriteMultipart, path::Path};

use super::{BlobError, Blobs};

/// Parts of an upload on their way at the same time.
const AT_ONCE: usize = 2;

impl Blobs {
    /// Stores what is held already, then the rest of a stream. Nothing is left if it fails: the first error is the one to
    /// report, and what cannot be cleared away now is swept later.
    pub(super) async fn put_in_parts(
        &self,
        path: &Path,
        held: Vec<Bytes>,
        mut rest: impl Stream<Item = Result<Bytes, BlobError>> + Send + Unpin,
    ) -> Result<(), BlobError> {
        let mut upload = WriteMultipart::new(self.store.put_multipart(path).await?);
        for chunk in held {
            upload.put(chunk);
        }
        while let Some(chunk) = rest.next().await {
            let sent = match chunk {
                Ok(chunk) => {
                    upload.put(chunk);
                    upload.wait_for_capacity(AT_ONCE).await.map_err(BlobError::from)
                }
                Err(error) => Err(error),
            };
            if let Err(error) = sent {
                let _ = upload.abort().await;
                return Err(error);
            }
        }
        upload.finish().await?;
        Ok(())
    }
}

/// Counts a chunk in, of at most `limit` bytes in all.
pub(super) fn count<E>(chunk: Result<Bytes, E>, bytes: &mut u64, limit: u64) -> Result<Bytes, BlobError>
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let chunk = chunk.map_err(|error| BlobError::Source(error.into()))?;
    *bytes += chunk.len() as u64;
    if *bytes > limit { Err(BlobError::TooLarge { limit }) } else { Ok(chunk) }
}
