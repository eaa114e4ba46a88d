//! Whether the tree may be signed: it must lead to everything that was signed and recorded before. Whoever changed the
//! log without having the key gets no signature over the change.

use domain::Digest;
use ed25519_dalek::VerifyingKey;
use sqlx::{FromRow, PgPool};

use super::{Problem, ProofError, SignedHead, Tiles};

/// What this process knows besides the database.
#[derive(Debug)]
pub struct Guard {
    pub(super) keys: Vec<VerifyingKey>,
    /// The last head that was signed here, kept outside the database: heads may be removed from that, too.
    pub(super) remembered: Option<SignedHead>,
    /// Whether nothing was signed before: the key was made a moment ago.
    pub(super) is_first: bool,
    /// Roots that snapshots recorded are held against the tree up to this position.
    snapshots: i64,
}

impl Guard {
    /// `keys`: whose heads count, the present key's and those of former ones.
    pub fn new(keys: Vec<VerifyingKey>, remembered: Option<SignedHead>, is_first: bool) -> Self {
        let snapshots = remembered.as_ref().map_or(0, |head| head.size);
        Self { keys, remembered, is_first, snapshots }
    }

    /// What contradicts the tree over the first `size` facts; it must not be signed then.
    pub async fn contradiction(&mut self, tiles: &Tiles, size: i64) -> Result<Option<Problem>, ProofError> {
        let latest = tiles.latest_head().await?;
        if latest.is_none() && size > 0 && !self.is_first {
            return Ok(Some(Problem::Unsigned { facts: size }));
        }
        for head in latest.iter().chain(&self.remembered) {
            if let Some(problem) = self.contradicts(head, tiles, size).await? {
                return Ok(Some(problem));
            }
        }
        for root in recorded(self.snapshots, size, tiles.pool()).await? {
            if tiles.root_at(root.size).await? != root.root() {
                return Ok(Some(Problem::Snapshot { position: root.position, size: root.size }));
            }
        }
        self.snapshots = size;
        Ok(None)
    }

    /// Whether nothing was signed yet.
    pub const fn is_first(&self) -> bool {
        self.is_first
    }

    /// What was signed here last.
    pub fn remember(&mut self, head: SignedHead) {
        self.is_first = false;
        self.remembered = Some(head);
    }

    async fn contradicts(
        &self,
        head: &SignedHead,
        tiles: &Tiles,
        size: i64,
    ) -> Result<Option<Problem>, ProofError> {
        if !self.keys.iter().any(|key| head.is_signed_by(key)) {
            return Ok(Some(Problem::Forged { size: head.size, key: head.key }));
        }
        if head.size > size {
            return Ok(Some(Problem::Truncated { end: size, recorded: head.size }));
        }
        let root = tiles.root_at(head.size).await?;
        Ok((root != head.root).then_some(Problem::Root { size: head.size }))
    }
}

/// The root that a snapshot recorded when it was taken.
#[derive(Debug, Clone, FromRow)]
pub(super) struct RecordedRoot {
    /// Of the fact that the snapshot was taken.
    pub position: i64,
    /// How many facts the root is over.
    pub size: i64,
    root: String,
}

impl RecordedRoot {
    /// What is no digest equals none.
    pub fn root(&self) -> Digest {
        self.root.parse().unwrap_or(Digest::new([0; 32]))
    }
}

/// Roots in snapshots that were taken after one position up to another, by size.
pub(super) async fn recorded(after: i64, up_to: i64, pool: &PgPool) -> sqlx::Result<Vec<RecordedRoot>> {
    sqlx::query_as(
        "select position, (payload -> 'SnapshotTaken' ->> 'position')::bigint as size,
             payload -> 'SnapshotTaken' ->> 'root' as root
         from events where position > $1 and position <= $2 and type = 'SnapshotTaken' order by size, position",
    )
    .bind(after)
    .bind(up_to)
    .fetch_all(pool)
    .await
}
