//! Everything that is stored, for the comparison with the log.

use std::io;

use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, path::Path};

use tokio::task::spawn_blocking;

use super::{BlobError, Blobs, ObjectKey, aside, installation, unfinished};

/// One stored object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `None` if we did not put it there.
    pub place: Option<ObjectKey>,
    pub path: String,
    pub bytes: u64,
    pub modified: DateTime<Utc>,
}

impl Blobs {
    /// Streams the whole storage, without uploads that are on their way and what is about to be removed.
    pub fn list(&self) -> BoxStream<'static, Result<Listed, BlobError>> {
        let ours = |meta: &ObjectMeta| {
            meta.location == installation::path()
                || is_incoming(&meta.location)
                || meta.location.prefix_matches(&aside::folder())
        };
        let listed = self.store.list(None).map_err(BlobError::from);
        listed.try_filter(move |meta| std::future::ready(!ours(meta))).map_ok(Listed::from).boxed()
    }

    /// Removes uploads that were broken off before that time, and says how many.
    pub async fn sweep(&self, before: DateTime<Utc>) -> Result<usize, BlobError> {
        let mut found = self.store.list(Some(&Path::from("incoming")));
        let mut swept = 0;
        while let Some(meta) = found.try_next().await? {
            if meta.last_modified < before {
                self.store.delete(&meta.location).await?;
                swept += 1;
            }
        }
        if let Some(path) = self.folder.clone() {
            let folder = path.clone();
            let unfinished = spawn_blocking(move || unfinished::sweep(&folder, before.into())).await;
            let unfinished = unfinished.unwrap_or_else(|broken| Err(io::Error::other(broken)));
            swept += unfinished.map_err(|source| BlobError::Folder { path, source })?;
        }
        Ok(swept)
    }
}

fn is_incoming(path: &Path) -> bool {
    path.prefix_matches(&Path::from("incoming"))
}

impl From<ObjectMeta> for Listed {
    fn from(meta: ObjectMeta) -> Self {
        Self {
            place: ObjectKey::of(&meta.location),
            path: meta.location.to_string(),
            bytes: meta.size,
            modified: meta.last_modified,
        }
    }
}
