//! Objects that are about to be removed: set aside first, so that one which is needed after all can be brought back.

use domain::Digest;
use futures::TryStreamExt as _;
use object_store::{ObjectStoreExt, path::Path};

use super::{BlobError, Blobs, ObjectKey};

/// Where they are meanwhile.
pub(super) fn folder() -> Path {
    Path::from("removed")
}

fn place(digest: Digest) -> Path {
    folder().join(digest.to_string())
}

impl Blobs {
    /// Takes an object out of reach; one that is not there is none to take.
    pub(crate) async fn set_aside(&self, digest: Digest) -> Result<(), BlobError> {
        absent_is_fine(self.store.rename(&ObjectKey::from(digest).path(), &place(digest)).await)
    }

    /// Puts back what was set aside.
    pub(crate) async fn bring_back(&self, digest: Digest) -> Result<(), BlobError> {
        absent_is_fine(self.store.rename(&place(digest), &ObjectKey::from(digest).path()).await)
    }

    /// Removes what was set aside, for good.
    pub(crate) async fn forget(&self, digest: Digest) -> Result<(), BlobError> {
        absent_is_fine(self.store.delete(&place(digest)).await)
    }

    /// What is aside: somebody is about to decide about it, or died before that.
    pub(crate) async fn all_aside(&self) -> Result<Vec<Digest>, BlobError> {
        let found: Vec<_> = self.store.list(Some(&folder())).try_collect().await?;
        Ok(found.iter().filter_map(|meta| meta.location.filename()?.parse().ok()).collect())
    }
}

fn absent_is_fine(outcome: object_store::Result<()>) -> Result<(), BlobError> {
    match outcome {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
