//! Reading what is stored.

use std::ops::Range;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

use super::{BlobError, Blobs, ObjectKey};

/// An object on its way.
pub struct Blob {
    /// Of the whole object.
    pub bytes: u64,
    /// What of it `chunks` will bring.
    pub range: Range<u64>,
    pub chunks: BoxStream<'static, Result<Bytes, BlobError>>,
}

/// What is known without reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub bytes: u64,
    pub modified: DateTime<Utc>,
}

impl Blobs {
    pub async fn head(&self, place: impl Into<ObjectKey>) -> Result<Head, BlobError> {
        let meta = self.store.head(&place.into().path()).await?;
        Ok(Head { bytes: meta.size, modified: meta.last_modified })
    }

    /// Streams an object, or a range of it; a range may end behind the object's end, not begin there.
    pub async fn get(
        &self,
        place: impl Into<ObjectKey>,
        range: Option<Range<u64>>,
    ) -> Result<Blob, BlobError> {
        let place = place.into();
        if let Some(wanted) = &range {
            let size = self.head(place).await?.bytes;
            if wanted.start >= size.min(wanted.end) {
                return Err(BlobError::NoSuchRange { wanted: wanted.clone(), size });
            }
        }
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&place.path(), options).await?;
        Ok(Blob {
            bytes: found.meta.size,
            range: found.range.clone(),
            chunks: found.into_stream().map_err(BlobError::from).boxed(),
        })
    }

    /// Reads a whole object of at most `limit` bytes into memory.
    pub async fn read(&self, place: impl Into<ObjectKey>, limit: u64) -> Result<Bytes, BlobError> {
        let found = self.store.get(&place.into().path()).await?;
        if found.meta.size > limit {
            return Err(BlobError::TooLarge { limit });
        }
        Ok(found.bytes().await?)
    }
}
