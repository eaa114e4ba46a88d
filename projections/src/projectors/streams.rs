//! Streams folded in memory, and forgotten again when there are too many.

use domain::{Decider, Stamp};
use futures::TryStreamExt as _;
use lru::LruCache;
use sqlx::PgConnection;
use uuid::Uuid;

use super::FollowError;
use crate::recorded::Recorded;

/// The state of streams of one kind, each up to some fact.
#[derive(Debug)]
pub struct Streams<D: Decider> {
    states: LruCache<Uuid, Known<D>>,
    /// Bytes of the facts folded into all of them: what they cost in memory, roughly.
    bytes: i64,
}

#[derive(Debug)]
struct Known<D> {
    state: D,
    sequence: i64,
    bytes: i64,
}

/// What any fact costs, however short it is.
const FACT: i64 = 100;

impl<D: Decider> Default for Streams<D> {
    fn default() -> Self {
        Self { states: LruCache::unbounded(), bytes: 0 }
    }
}

impl<D: Decider> Streams<D> {
    /// Whether the stream has to be read from the log before this fact can be projected.
    pub fn misses(&self, recorded: &Recorded) -> bool {
        let before = recorded.sequence - 1;
        before > 0 && self.states.peek(&recorded.fact.stream()).is_none_or(|known| known.sequence != before)
    }

    /// The stream right before this fact.
    pub fn before(&mut self, recorded: &Recorded) -> Result<&D, FollowError> {
        let known = self.known(recorded)?;
        Ok(&known.state)
    }

    /// Takes note of a fact; answers the stream right after it.
    pub fn apply(&mut self, recorded: &Recorded, event: &D::Event) -> Result<&D, FollowError> {
        let stamp: Stamp = recorded.stamp();
        let bytes = recorded.bytes + FACT;
        self.bytes += bytes;
        let known = self.known(recorded)?;
        known.state.apply(event, stamp);
        known.sequence = recorded.sequence;
        known.bytes += bytes;
        Ok(&known.state)
    }

    /// Forgets what was not used for longest, until at most so many bytes of facts are remembered.
    pub fn trim(&mut self, bytes: i64) {
        while self.bytes > bytes
            && let Some((_, known)) = self.states.pop_lru()
        {
            self.bytes -= known.bytes;
        }
    }

    fn known(&mut self, recorded: &Recorded) -> Result<&mut Known<D>, FollowError> {
        let stream = recorded.fact.stream();
        if recorded.sequence == 1
            && let Some(old) = self.states.put(stream, Known { state: D::default(), sequence: 0, bytes: 0 })
        {
            self.bytes -= old.bytes;
        }
        match self.states.get_mut(&stream) {
            Some(known) if known.sequence + 1 == recorded.sequence => Ok(known),
            _ => Err(FollowError::Stuck {
                position: recorded.position,
                problem: format!("it is fact {} of its stream, but another one is due", recorded.sequence),
            }),
        }
    }
}

/// Reads the streams of these facts, up to right before each, and hands on what it reads.
///
/// One stream after the other (`offset 0` keeps the subquery what it is): where PostgreSQL knows little of the table, it
/// would rather read the whole log.
pub async fn read(
    missing: Vec<&Recorded>,
    connection: &mut PgConnection,
    mut apply: impl FnMut(&Recorded) -> Result<(), FollowError> + Send,
) -> Result<(), FollowError> {
    if missing.is_empty() {
        return Ok(());
    }
    let (streams, ends): (Vec<_>, Vec<_>) =
        missing.into_iter().map(|recorded| (recorded.fact.stream(), recorded.sequence)).unzip();
    let sql = format!(
        "select {} from unnest($1::uuid[], $2::bigint[]) as missing(stream, ending)
         cross join lateral (select * from events where stream_id = stream and sequence < ending offset 0) facts
         order by stream_id, sequence",
        Recorded::COLUMNS
    );
    let mut facts = sqlx::query_as(&sql).bind(streams).bind(ends).fetch(connection);
    while let Some(recorded) = facts.try_next().await? {
        apply(&recorded)?;
    }
    Ok(())
}
