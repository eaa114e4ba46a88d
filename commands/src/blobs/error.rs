//! What can go wrong with storage.

use std::{io, ops::Range, path::PathBuf};

use domain::Digest;

#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("there is no such object")]
    NotFound,
    #[error("more than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("the object has {size} bytes, none of them in {}..{}", wanted.start, wanted.end)]
    NoSuchRange { wanted: Range<u64>, size: u64 },
    /// The bytes stopped coming; nothing was stored.
    #[error("the bytes could not be read: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Somebody or something changed the object in the storage.
    #[error("the object {0} is damaged: its bytes are not those of its digest")]
    Damaged(Digest),
    #[error("the storage belongs to installation {0}")]
    Foreign(String),
    #[error("the folder {} cannot be used: {source}", path.display())]
    Folder { path: PathBuf, source: io::Error },
    #[error("the storage failed: {0}")]
    Store(#[source] object_store::Error),
}

impl BlobError {
    pub const fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound)
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            error => Self::Store(error),
        }
    }
}
