//! Storing bytes, hashed while they come.

use std::pin::pin;

use bytes::Bytes;
use domain::Digest;
use futures::{Stream, StreamExt};
use object_store::{ObjectStoreExt, PutPayload, path::Path};
use sha2::{Digest as _, Sha256};

use super::{BlobError, Blobs, ObjectKey, Rendition, parts::count};

/// Up to here bytes are held in memory and stored with one request, under their final name at once.
const HELD: usize = 8 << 20;

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredObject {
    pub digest: Digest,
    pub bytes: u64,
}

impl Blobs {
    /// Stores a stream of at most `limit` bytes. Nothing is left if it fails or is too long.
    pub async fn put<E>(
        &self,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
        limit: u64,
    ) -> Result<StoredObject, BlobError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut chunks = pin!(chunks);
        let mut tally = Tally { hash: Sha256::new(), bytes: 0, limit };
        let mut held = Vec::new();
        while tally.bytes <= HELD as u64 {
            let Some(chunk) = chunks.next().await else {
                let stored = tally.stored();
                self.keep(stored, held.into_iter().collect()).await?;
                return Ok(stored);
            };
            held.push(tally.count(chunk)?);
        }

        let incoming = incoming_path();
        self.put_in_parts(&incoming, held, chunks.map(|chunk| tally.count(chunk))).await?;
        let stored = tally.stored();
        self.settle(&incoming, stored).await?;
        Ok(stored)
    }

    /// Stores bytes that are in memory already.
    pub async fn put_bytes(&self, bytes: Bytes) -> Result<StoredObject, BlobError> {
        self.put_digested(Digest::of(&bytes), bytes).await
    }

    /// The same, for whoever has hashed them already.
    pub async fn put_digested(&self, digest: Digest, bytes: Bytes) -> Result<StoredObject, BlobError> {
        let stored = StoredObject { digest, bytes: bytes.len() as u64 };
        self.keep(stored, bytes.into()).await?;
        Ok(stored)
    }

    /// Stores a picture made of the image with this digest, replacing an earlier one.
    pub async fn put_rendition(&self, image: Digest, kind: Rendition, bytes: Bytes) -> Result<(), BlobError> {
        self.store.put(&ObjectKey::Rendition(image, kind).path(), bytes.into()).await?;
        Ok(())
    }

    /// Written even if the same bytes are there already: that mends what a broken disk left of them, and makes them as
    /// young as whatever is about to refer to them.
    async fn keep(&self, stored: StoredObject, payload: PutPayload) -> Result<(), BlobError> {
        self.store.put(&ObjectKey::from(stored.digest).path(), payload).await?;
        Ok(())
    }

    /// Gives a complete upload its name.
    async fn settle(&self, incoming: &Path, stored: StoredObject) -> Result<(), BlobError> {
        self.store.rename(incoming, &ObjectKey::from(stored.digest).path()).await?;
        Ok(())
    }
}

/// Hash and length so far.
struct Tally {
    hash: Sha256,
    bytes: u64,
    limit: u64,
}

impl Tally {
    fn count<E>(&mut self, chunk: Result<Bytes, E>) -> Result<Bytes, BlobError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let chunk = count(chunk, &mut self.bytes, self.limit)?;
        self.hash.update(&chunk);
        Ok(chunk)
    }

    fn stored(&self) -> StoredObject {
        StoredObject { digest: Digest::new(self.hash.clone().finalize().into()), bytes: self.bytes }
    }
}

fn incoming_path() -> Path {
    Path::from_iter(["incoming", &format!("{:032x}", rand::random::<u128>())])
}
