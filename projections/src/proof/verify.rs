//! Recomputes the proof over the whole log and holds it against what was stored and signed.

use std::collections::VecDeque;

use futures::TryStreamExt as _;
use serde::Serialize;
use sqlx::{FromRow, PgPool};

use super::{
    Problem, ProofError, SignedHead,
    check::Check,
    guard::{Guard, RecordedRoot, recorded},
    leaf::Leaf,
    tiles::load,
    tree::{Nodes, TILE, Tile},
};

/// Facts between two words of progress.
const BATCH: i64 = 10_000;

/// Heads read at a time.
const HEADS: i64 = 1_000;

/// What became of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Facts that were hashed: positions 1 to this.
    pub positions: i64,
    /// How many of them the stored tree covers; the others have nothing to be held against yet.
    pub covered: i64,
    /// The largest signed head that the facts lead to.
    pub head: Option<SignedHead>,
    /// Empty: everything agrees. In the order of the log, at most about a hundred.
    pub problems: Vec<Problem>,
}

/// What there is, at one instant.
#[derive(Debug, Clone, Copy, FromRow)]
struct Extent {
    /// What the log says of its own length.
    said: i64,
    last: i64,
    covered: i64,
    largest_head: i64,
    heads: i64,
}

const EXTENT: &str = "select (select position from log_head) as said,
        (select coalesce(max(position), 0) from events) as last,
        (select size from log_tree) as covered,
        (select coalesce(max(size), 0) from log_heads) as largest_head,
        (select count(*) from log_heads) as heads";

/// A verification on its way.
struct Walk<'a> {
    pool: &'a PgPool,
    extent: Extent,
    check: Check<'a>,
    /// Heads to come, smallest first, and the size after which more have to be read.
    heads: VecDeque<SignedHead>,
    heads_read: Option<i64>,
    /// A head that was kept elsewhere, until its facts came by.
    remembered: Option<SignedHead>,
    is_first: bool,
    /// Roots in snapshots to come, smallest first.
    snapshots: VecDeque<RecordedRoot>,
}

/// Goes through the log as it is now; `progress` is told how far. Reads only.
///
/// `guard`: whose heads count, and what is known besides the database.
pub async fn verify(
    pool: &PgPool,
    guard: &Guard,
    mut progress: impl FnMut(i64),
) -> Result<Verification, ProofError> {
    let extent: Extent = sqlx::query_as(EXTENT).fetch_one(pool).await?;
    let check = Check::new(extent.covered, &guard.keys);
    let snapshots = recorded(0, extent.last, pool).await?.into();
    let remembered = guard.remembered.clone();
    let is_first = guard.is_first;
    let mut walk = Walk {
        pool,
        extent,
        check,
        heads: VecDeque::new(),
        heads_read: Some(0),
        remembered,
        is_first,
        snapshots,
    };
    // Whatever was put before the beginning comes first.
    let mut from = i64::MIN;
    let mut to = extent.last.min(BATCH);
    loop {
        walk.facts(from, to).await?;
        progress(walk.check.expected - 1);
        if to >= extent.last || walk.check.is_hopeless() {
            break;
        }
        (from, to) = (to, to.saturating_add(BATCH).min(extent.last));
    }
    walk.finish().await
}

#[derive(Serialize)]
struct Summary<'a> {
    positions: i64,
    covered: i64,
    head: Option<(i64, String)>,
    problems: &'a [Problem],
}

impl Serialize for Verification {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let head = self.head.as_ref().map(|head| (head.size, head.root.to_string()));
        let summary =
            Summary { positions: self.positions, covered: self.covered, head, problems: &self.problems };
        summary.serialize(serializer)
    }
}

impl Walk<'_> {
    /// Judges the facts after one position up to another.
    async fn facts(&mut self, from: i64, to: i64) -> Result<(), ProofError> {
        let leaves = self.stored_leaves(from, to).await?;
        let sql = format!(
            "select {} from events where position > $1 and position <= $2 order by position",
            Leaf::COLUMNS
        );
        let mut facts = sqlx::query_as::<_, Leaf>(&sql).bind(from).bind(to).fetch(self.pool);
        let stored = |position: i64| {
            let index = u64::try_from(position - 1).ok()?;
            let within = usize::try_from(index % TILE).ok()?;
            leaves.get(&(0, index / TILE))?.get(within).copied()
        };
        while let Some(fact) = facts.try_next().await? {
            self.check.fact(fact.position, fact.hash(), stored);
            if self.check.is_hopeless() {
                return Ok(());
            }
            self.heads_up_to(fact.position).await?;
        }
        let tiles = self.check.full_tiles();
        self.compare(&tiles).await
    }

    async fn stored_leaves(&self, from: i64, to: i64) -> Result<Nodes, ProofError> {
        let first = from.max(0).cast_unsigned() / TILE;
        let covered = to.min(self.extent.covered).max(0).cast_unsigned();
        let places: Vec<_> = (first..covered.div_ceil(TILE)).map(|tile| (0, tile)).collect();
        load(&places, self.pool).await
    }

    async fn heads_up_to(&mut self, position: i64) -> Result<(), ProofError> {
        while let Some(head) = self.next_head(position).await? {
            self.check.head(head);
        }
        if let Some(head) = self.remembered.take_if(|head| head.size <= position) {
            self.check.head(head);
        }
        while let Some(recorded) = self.snapshots.pop_front_if(|recorded| recorded.size <= position) {
            self.check.snapshot(&recorded);
        }
        Ok(())
    }

    /// The next head of at most this size.
    async fn next_head(&mut self, up_to: i64) -> Result<Option<SignedHead>, ProofError> {
        if let (true, Some(size)) = (self.heads.is_empty(), self.heads_read) {
            let mut heads = SignedHead::after_size(size, HEADS, self.pool).await?;
            heads.retain(|head| head.size <= self.extent.largest_head);
            self.heads_read = heads.last().map(|last| last.size);
            self.heads = heads.into();
        }
        Ok(self.heads.pop_front_if(|head| head.size <= up_to))
    }

    /// A tile may have grown since: what it had must be there.
    async fn compare(&mut self, tiles: &[Tile]) -> Result<(), ProofError> {
        let places: Vec<_> = tiles.iter().map(|tile| (tile.level, tile.number)).collect();
        let stored = load(&places, self.pool).await?;
        for tile in tiles {
            let is_kept = |hashes: &Vec<_>| hashes.starts_with(&tile.hashes);
            if !stored.get(&(tile.level, tile.number)).is_some_and(is_kept) {
                self.check.tile(tile.level, tile.number);
            }
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<Verification, ProofError> {
        self.check.settle();
        if !self.check.is_hopeless() {
            let tiles = self.check.unfinished_tiles();
            self.compare(&tiles).await?;
            self.end().await?;
        }
        Ok(Verification {
            positions: self.check.expected - 1,
            covered: self.extent.covered,
            head: self.check.head,
            problems: self.check.problems,
        })
    }

    /// Holds the end of the log against what else is known of its length.
    async fn end(&mut self) -> Result<(), ProofError> {
        let Extent { said, last, covered, .. } = self.extent;
        let recorded = said.max(covered);
        if last < recorded {
            self.check.found(Problem::Truncated { end: last, recorded });
        } else if said < last {
            self.check.found(Problem::Surplus { position: said + 1 });
        }
        if last > 0 && self.extent.heads == 0 && !self.is_first {
            self.check.found(Problem::Unsigned { facts: last });
        }
        if let Some(head) = self.remembered.take() {
            self.check.head_beyond(&head, last);
        }
        while let Some(head) = self.next_head(i64::MAX).await? {
            if self.check.is_hopeless() {
                break;
            }
            self.check.head_beyond(&head, last);
        }
        Ok(())
    }
}
