//! The tree as it is stored: tiles that follow the log, and heads.

use std::collections::BTreeSet;

use domain::{Digest, Timestamp};
use ed25519_dalek::SigningKey;
use futures::TryStreamExt as _;
use sqlx::{PgConnection, PgExecutor, PgPool};

use super::{
    SignedHead,
    leaf::Leaf,
    tree::{self, Growth, Nodes, Range, Tile, hash_of, tiles_for},
};

/// Facts that the tree grows by in one transaction.
const BATCH: i64 = 10_000;

#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    #[error("the database did not answer as it should: {0}")]
    Database(#[from] sqlx::Error),
    #[error("position {0} is missing from the log")]
    Gap(i64),
    #[error("the proof covers {covered} facts so far, not {asked}")]
    NotYet { asked: i64, covered: i64 },
    #[error("there is no such proof")]
    NoSuchProof,
    #[error("tiles of the proof are missing or damaged")]
    Damaged,
}

/// The Merkle tree over the log. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tiles(PgPool);

impl Tiles {
    pub const fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    pub(super) const fn pool(&self) -> &PgPool {
        &self.0
    }

    /// How many facts the tree covers.
    pub async fn size(&self) -> Result<i64, ProofError> {
        Ok(sqlx::query_scalar("select size from log_tree").fetch_one(&self.0).await?)
    }

    /// Lets the tree cover the log up to a position (one to come means the end) and gives its size.
    ///
    /// Several processes may do so at once: they take turns.
    pub async fn catch_up(&self, up_to: i64) -> Result<i64, ProofError> {
        let head: i64 = sqlx::query_scalar("select position from log_head").fetch_one(&self.0).await?;
        let up_to = up_to.min(head);
        let mut size = self.size().await?;
        while size < up_to {
            let mut transaction = self.0.begin().await?;
            size = grow(up_to, &mut transaction).await?;
            transaction.commit().await?;
        }
        Ok(size)
    }

    /// The root over the first facts.
    pub async fn root_at(&self, size: i64) -> Result<Digest, ProofError> {
        let size = self.covered(size).await?;
        let whole = 0..size;
        let mut hashes = self.hashes(std::slice::from_ref(&whole)).await?;
        hashes.pop().ok_or(ProofError::Damaged)
    }

    /// That the fact at `index + 1` is among the first `size`: siblings from the leaf up.
    pub async fn inclusion_proof(&self, index: i64, size: i64) -> Result<Vec<Digest>, ProofError> {
        let size = self.covered(size).await?;
        let index = u64::try_from(index).map_err(|_| ProofError::NoSuchProof)?;
        if index >= size {
            return Err(ProofError::NoSuchProof);
        }
        self.hashes(&tree::inclusion(index, size)).await
    }

    /// That the tree of the first `old` facts was only appended to.
    pub async fn consistency_proof(&self, old: i64, new: i64) -> Result<Vec<Digest>, ProofError> {
        let new = self.covered(new).await?;
        let old = u64::try_from(old).map_err(|_| ProofError::NoSuchProof)?;
        if old > new {
            return Err(ProofError::NoSuchProof);
        }
        self.hashes(&tree::consistency(old, new)).await
    }

    /// Signs and keeps the root over the first facts. The first signature of a size by a key stays.
    pub async fn sign_head(
        &self,
        size: i64,
        at: Timestamp,
        key: &SigningKey,
    ) -> Result<SignedHead, ProofError> {
        let head = SignedHead::sign(size, self.root_at(size).await?, at, key);
        head.keep(&self.0).await?;
        let kept = SignedHead::of_size(size, head.key, &self.0).await?;
        kept.ok_or(ProofError::Damaged)
    }

    /// The largest head that was signed.
    pub async fn latest_head(&self) -> Result<Option<SignedHead>, ProofError> {
        Ok(SignedHead::latest(&self.0).await?)
    }

    async fn covered(&self, asked: i64) -> Result<u64, ProofError> {
        let covered = self.size().await?;
        let size = u64::try_from(asked).map_err(|_| ProofError::NoSuchProof)?;
        if asked > covered { Err(ProofError::NotYet { asked, covered }) } else { Ok(size) }
    }

    async fn hashes(&self, ranges: &[Range]) -> Result<Vec<Digest>, ProofError> {
        let mut wanted = BTreeSet::new();
        for range in ranges {
            tiles_for(range, &mut wanted);
        }
        let nodes = load(&wanted.into_iter().collect::<Vec<_>>(), &self.0).await?;
        ranges.iter().map(|range| hash_of(range, &nodes).ok_or(ProofError::Damaged)).collect()
    }
}

/// Appends one batch; whoever holds the row of `log_tree` is alone.
async fn grow(up_to: i64, connection: &mut PgConnection) -> Result<i64, ProofError> {
    let old: i64 =
        sqlx::query_scalar("select size from log_tree for update").fetch_one(&mut *connection).await?;
    let end = up_to.min(old.saturating_add(BATCH)).max(old);
    let mut growth = unfinished(old.cast_unsigned(), connection).await?;
    let mut size = old;
    {
        let sql = format!(
            "select {} from events where position > $1 and position <= $2 order by position",
            Leaf::COLUMNS
        );
        let mut leaves = sqlx::query_as::<_, Leaf>(&sql).bind(old).bind(end).fetch(&mut *connection);
        while let Some(leaf) = leaves.try_next().await? {
            if leaf.position != size + 1 {
                return Err(ProofError::Gap(size + 1));
            }
            growth.push(leaf.hash());
            size += 1;
        }
    }
    if size < end {
        return Err(ProofError::Gap(size + 1));
    }
    let mut tiles = growth.take_full();
    tiles.extend(growth.unfinished().cloned());
    store(tiles, connection).await?;
    sqlx::query("update log_tree set size = $1").bind(size).execute(connection).await?;
    Ok(size)
}

/// The last tile of each level.
async fn unfinished(size: u64, connection: &mut PgConnection) -> Result<Growth, ProofError> {
    let ends: Vec<_> = Growth::ends(size).collect();
    let places: Vec<_> = ends.iter().map(|(level, tile, _)| (*level, *tile)).collect();
    let mut nodes = load(&places, connection).await?;
    let mut last = vec![];
    for (level, tile, length) in ends {
        let hashes = nodes.remove(&(level, tile)).unwrap_or_default();
        if hashes.len() as u64 != length {
            return Err(ProofError::Damaged);
        }
        last.push(Tile { level, number: tile, hashes });
    }
    Ok(Growth::continued(last))
}

/// Tiles by level and number; those that are not there are left out.
pub(super) async fn load(places: &[(i16, u64)], executor: impl PgExecutor<'_>) -> Result<Nodes, ProofError> {
    let (levels, tiles): (Vec<i16>, Vec<i64>) =
        places.iter().map(|(level, tile)| (*level, tile.cast_signed())).unzip();
    let rows: Vec<(i16, i64, Vec<u8>)> = sqlx::query_as(
        "select level, tile, hashes from unnest($1::smallint[], $2::bigint[]) as wanted(level, tile)
         join log_tiles using (level, tile)",
    )
    .bind(levels)
    .bind(tiles)
    .fetch_all(executor)
    .await?;
    let digests = |bytes: &[u8]| bytes.as_chunks::<32>().0.iter().copied().map(Digest::new).collect();
    Ok(rows
        .into_iter()
        .map(|(level, tile, bytes)| ((level, tile.cast_unsigned()), digests(&bytes)))
        .collect())
}

async fn store(tiles: Vec<Tile>, connection: &mut PgConnection) -> sqlx::Result<()> {
    let (mut levels, mut numbers, mut hashes) = (vec![], vec![], vec![]);
    for tile in tiles {
        levels.push(tile.level);
        numbers.push(tile.number.cast_signed());
        hashes.push(tile.hashes.iter().flat_map(Digest::bytes).copied().collect::<Vec<u8>>());
    }
    sqlx::query(
        "insert into log_tiles (level, tile, hashes)
         select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
         on conflict (level, tile) do update set hashes = excluded.hashes",
    )
    .bind(levels)
    .bind(numbers)
    .bind(hashes)
    .execute(connection)
    .await?;
    Ok(())
}
