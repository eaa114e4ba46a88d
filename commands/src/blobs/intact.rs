//! Whether an object is what its digest says: looked at once by each process, and again when it was written anew.

use std::{num::NonZeroUsize, sync::Arc};

use crc32fast::Hasher as Crc32;
use domain::Digest;
use futures::TryStreamExt as _;
use lru::LruCache;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use super::{BlobError, Blobs, Head, ObjectKey};

/// Objects that are remembered as looked at; each takes about a hundred bytes.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(100_000).expect("more than none");

/// An object whose bytes are those of its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// As it lay there when it was read.
    head: Head,
    /// What zip archives say of their files.
    pub crc32: u32,
}

impl Whole {
    pub const fn bytes(&self) -> u64 {
        self.head.bytes
    }
}

/// Objects whose bytes were read and found right.
#[derive(Debug, Clone)]
pub(super) struct Intact(Arc<Mutex<LruCache<Digest, Whole>>>);

impl Default for Intact {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(REMEMBERED))))
    }
}

impl Blobs {
    /// The size of what is stored there, once it is known to be what it should be. Renditions have no digest of their
    /// own: they are taken as they are.
    pub(crate) async fn intact(&self, place: ObjectKey) -> Result<u64, BlobError> {
        match place {
            ObjectKey::Object(digest) => Ok(self.whole(digest).await?.head.bytes),
            ObjectKey::Rendition(..) => Ok(self.head(place).await?.bytes),
        }
    }

    /// An object that is known to be what its digest says.
    pub(crate) async fn whole(&self, digest: Digest) -> Result<Whole, BlobError> {
        let head = self.head(digest).await?;
        let known = self.intact.0.lock().await.get(&digest).copied();
        if let Some(known) = known.filter(|known| known.head == head) {
            return Ok(known);
        }
        let whole = Whole { head, crc32: self.verify(digest).await? };
        self.intact.0.lock().await.put(digest, whole);
        Ok(whole)
    }

    /// Reads an object to its end, for its CRC-32; an error if its bytes are not those of its digest.
    pub async fn verify(&self, digest: Digest) -> Result<u32, BlobError> {
        let (mut hash, mut crc) = (Sha256::new(), Crc32::new());
        let mut chunks = self.get(digest, None).await?.chunks;
        while let Some(chunk) = chunks.try_next().await? {
            hash.update(&chunk);
            crc.update(&chunk);
        }
        let found = Digest::new(hash.finalize().into());
        if found == digest { Ok(crc.finalize()) } else { Err(BlobError::Damaged(digest)) }
    }
}
