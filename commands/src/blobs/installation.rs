//! The mark that says to which installation a storage belongs.
//!
//! Two installations in one bucket would each take the other's objects for orphans.

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, path::Path};
use uuid::Uuid;

use super::{BlobError, Blobs};

pub(super) fn path() -> Path {
    Path::from("installation")
}

impl Blobs {
    /// Marks a fresh storage as this installation's; refuses one that is marked as another's.
    pub async fn claim(&self, installation: Uuid) -> Result<(), BlobError> {
        let ours = Bytes::from(installation.to_string());
        let fresh = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&path(), ours.clone().into(), fresh).await {
            Ok(_) => return Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let mark = self.store.get(&path()).await?.bytes().await?;
        if mark == ours {
            Ok(())
        } else {
            Err(BlobError::Foreign(String::from_utf8_lossy(&mark).into_owned()))
        }
    }
}
