//! Where the bytes of images, archives and exports lie: a folder, or an S3-compatible service.
//!
//! An object's place is made from its SHA-256 digest and from nothing else, so no name that came
//! from outside ever becomes a path, and the same bytes are kept once. A write that returned is on
//! the disk: file and folder are synchronised before the answer.

mod aside;
mod config;
mod error;
mod installation;
mod intact;
mod list;
mod unfinished;
mod parts;
mod object_key;
mod put;
mod read;
mod spool;

#[cfg(test)]
mod tests;

pub use config::BlobsConfig;
pub use error::BlobError;
pub use intact::Whole;
pub use list::Listed;
pub use object_key::{ObjectKey, Rendition};
pub use put::StoredObject;
pub use read::{Blob, Head};

use std::{path::PathBuf, sync::Arc};

use object_store::{ObjectStore, ObjectStoreExt};

/// The storage; cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Where that is, if it is a folder.
    folder: Option<PathBuf>,
    intact: intact::Intact,
}

impl Blobs {
    /// Makes the folder if it is missing; a bucket must exist.
    pub fn open(config: &BlobsConfig) -> Result<Self, BlobError> {
        let folder = match config {
            BlobsConfig::Folder { path } => Some(path.clone()),
            BlobsConfig::S3 { .. } => None,
        };
        Ok(Self { store: config.connect()?, folder, intact: intact::Intact::default() })
    }

    /// Whether the storage answers.
    pub async fn check(&self) -> Result<(), BlobError> {
        match self.store.head(&installation::path()).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deleting what is not there is no error: the aim is reached.
    pub async fn delete(&self, place: impl Into<ObjectKey>) -> Result<(), BlobError> {
        match self.store.delete(&place.into().path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
