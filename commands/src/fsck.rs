//! Holds the storage against the log: is every picture there, and does everything there belong to somebody?

use std::{collections::HashSet, sync::Arc};

use chrono::TimeDelta;
use domain::{Digest, Timestamp};
use futures::TryStreamExt as _;
use sqlx::PgPool;

use crate::{
    CommandError,
    blobs::{BlobError, Blobs, Listed, ObjectKey},
    clock::Clock,
    shared::Shared,
};

/// What nobody refers to may be about to be referred to: the object comes first, its event last. Whoever stores what
/// is there already makes it young again.
const GRACE: TimeDelta = TimeDelta::hours(24);

/// What was found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Objects that the log refers to.
    pub referenced: usize,
    /// Of these, not in the storage: an alarm.
    pub missing: Vec<Digest>,
    /// In the storage, with other bytes than their digest says; only a deep check finds them.
    pub damaged: Vec<Digest>,
    /// In the storage for longer than a day, and nobody refers to it.
    pub orphans: Vec<Listed>,
}

#[derive(Debug, thiserror::Error)]
pub enum FsckError {
    #[error(transparent)]
    Storage(#[from] BlobError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// Compares what is stored with what the log refers to.
pub struct Storage {
    pool: PgPool,
    blobs: Blobs,
    clock: Arc<dyn Clock>,
}

impl Storage {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { pool: shared.pool.clone(), blobs: shared.blobs.clone(), clock: shared.clock.clone() }
    }

    /// Compares both sides; nothing is changed.
    pub async fn check(&self) -> Result<Findings, FsckError> {
        let referenced = self.referenced().await?;
        let mut found = HashSet::new();
        let mut orphans = vec![];
        let mut listed = self.blobs.list();
        while let Some(listed) = listed.try_next().await? {
            match &listed.place {
                Some(ObjectKey::Object(digest)) if referenced.contains(digest) => {
                    found.insert(*digest);
                }
                Some(ObjectKey::Rendition(digest, _)) if referenced.contains(digest) => {}
                _ if self.is_fresh(listed.modified) => {}
                _ => orphans.push(listed),
            }
        }
        let missing = referenced.iter().filter(|digest| !found.contains(*digest)).copied().collect();
        Ok(Findings { referenced: referenced.len(), missing, damaged: vec![], orphans })
    }

    /// The same, and reads every object that is referred to.
    pub async fn check_deep(&self) -> Result<Findings, FsckError> {
        let mut findings = self.check().await?;
        for digest in self.referenced().await? {
            match self.blobs.verify(digest).await {
                Err(BlobError::Damaged(digest)) => findings.damaged.push(digest),
                Err(error) if !error.is_not_found() => return Err(error.into()),
                Ok(_) | Err(_) => {}
            }
        }
        findings.damaged.sort_unstable();
        Ok(findings)
    }

    /// Removes what nobody refers to; files that are none of ours stay, and so does what was stored again since it was
    /// found: the log may refer to it by now, or is about to.
    pub async fn delete_orphans(&self, orphans: &[Listed]) -> Result<usize, FsckError> {
        let mut deleted = 0;
        for place in orphans.iter().filter_map(|orphan| orphan.place) {
            match self.blobs.head(place).await {
                Ok(head) if self.is_fresh(head.modified) => {}
                Err(error) if error.is_not_found() => {}
                Ok(_) => {
                    self.blobs.delete(place).await?;
                    deleted += 1;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(deleted)
    }

    /// Pictures that were ever added, removed ones too (history and snapshots show them), and exports that are kept.
    async fn referenced(&self) -> Result<HashSet<Digest>, FsckError> {
        let digests: Vec<Vec<u8>> = sqlx::query_scalar(
            "select digest from view_images
             union select kept_digest from view_transfers where kept_digest is not null",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(digests.iter().filter_map(|bytes| Some(Digest::new(bytes.as_slice().try_into().ok()?))).collect())
    }

    fn is_fresh(&self, modified: Timestamp) -> bool {
        self.clock.now() - modified < GRACE
    }
}
