//! Reading the log.

use domain::{Decider, DomainEvent as _, ImageSetId, Stamp};
use sqlx::{PgExecutor, Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::{Part, Reading, Recorded, part::part};

/// The log could not be read, or holds something that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    #[error("the database did not answer as it should: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the log is damaged at position {position}: {problem}")]
    Damaged { position: i64, problem: String },
}

/// Reads facts in the order in which they were committed.
#[derive(Debug, Clone)]
pub struct Log(Reading);

/// A stream folded up to some fact.
#[derive(Debug, Clone)]
pub struct Folded<D> {
    pub state: D,
    /// Sequence of the last fact in it; 0 when there is none.
    pub sequence: i64,
    /// Bytes of its facts: what it costs in memory, roughly.
    pub bytes: usize,
}

/// A fact of a stream whose kind is known.
#[derive(Debug, Clone)]
pub struct Happened<E> {
    pub sequence: i64,
    pub stamp: Stamp,
    pub event: E,
    /// How long the payload is.
    pub bytes: usize,
}

/// `$1`. Materialized: where PostgreSQL knows little of the table, as on a new site, it would look up all positions up to
/// the one that is asked for, which is the whole log, to find the few of the stream among them.
const STREAM: &str = "stream as materialized (select * from events where stream_id = $1)";

impl Log {
    pub fn new(reading: impl Into<Reading>) -> Self {
        Self(reading.into())
    }

    pub(crate) const fn reading(&self) -> &Reading {
        &self.0
    }

    /// Position of the last fact; 0 when there is none.
    pub async fn head(&self) -> Result<i64, LogError> {
        Ok(sqlx::query_scalar("select position from log_head").fetch_one(&self.0).await?)
    }

    /// Facts after a position, oldest first.
    pub async fn after(&self, position: i64, limit: i64) -> Result<Vec<Recorded>, LogError> {
        after(position, limit, &self.0).await
    }

    /// The same, as many as one answer may hold.
    pub async fn part_after(&self, position: i64, limit: i64) -> Result<Part<Recorded>, LogError> {
        Ok(part(sqlx::query(&facts_after()).bind(position).bind(limit).fetch(&self.0), limit).await?)
    }

    /// Facts of one set after a position, oldest first.
    pub async fn of_set(&self, set: ImageSetId, after: i64, limit: i64) -> Result<Part<Recorded>, LogError> {
        let sql = format!(
            "select {} from events where image_set = $1 and position > $2 order by position limit $3",
            Recorded::COLUMNS
        );
        let facts = sqlx::query(&sql).bind(set.uuid()).bind(after).bind(limit).fetch(&self.0);
        Ok(part(facts, limit).await?)
    }

    /// Images of a set on which something happened after a position.
    pub async fn images_touched(
        &self,
        set: ImageSetId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Uuid>, LogError> {
        let images = sqlx::query_scalar(
            "select distinct stream_id from (
                 select stream_id from events
                 where image_set = $1 and position > $2 and stream_type = 'image' order by position limit $3) t",
        );
        Ok(images.bind(set.uuid()).bind(after).bind(limit).fetch_all(&self.0).await?)
    }

    /// All facts of a stream up to a position, oldest first.
    pub async fn of_stream(&self, stream: Uuid, up_to: i64) -> Result<Vec<Recorded>, LogError> {
        let sql = format!(
            "with {STREAM} select {} from stream where position <= $2 order by sequence",
            Recorded::COLUMNS
        );
        Ok(sqlx::query_as(&sql).bind(stream).bind(up_to).fetch_all(&self.0).await?)
    }

    /// How many facts a stream has.
    pub async fn length(&self, stream: Uuid) -> Result<i64, LogError> {
        let last: Option<i64> = sqlx::query_scalar("select max(sequence) from events where stream_id = $1")
            .bind(stream)
            .fetch_one(&self.0)
            .await?;
        Ok(last.unwrap_or(0))
    }

    /// All facts of some streams, one stream after the other, each oldest first.
    pub async fn of_streams(&self, streams: &[Uuid]) -> Result<Vec<Recorded>, LogError> {
        let sql = format!(
            "select {} from events where stream_id = any($1) order by stream_id, sequence",
            Recorded::COLUMNS
        );
        Ok(sqlx::query_as(&sql).bind(streams).fetch_all(&self.0).await?)
    }

    /// A stream's state as of a position.
    pub async fn fold<D: Decider>(&self, stream: Uuid, up_to: i64) -> Result<Folded<D>, LogError> {
        let mut folded = Folded::nothing();
        for fact in self.events::<D>(stream, up_to).await? {
            folded.add(&fact);
        }
        Ok(folded)
    }

    /// Streams of one kind as they are; those without facts are left out.
    pub async fn fold_all<D: Decider>(&self, streams: &[Uuid]) -> Result<Vec<(Uuid, Folded<D>)>, LogError> {
        let mut all: Vec<(Uuid, Folded<D>)> = vec![];
        if streams.is_empty() {
            return Ok(all);
        }
        let rows = sqlx::query(
            "select stream_id, sequence, version, payload::text as payload, account, at from events
             where stream_id = any($1) and stream_type = $2 order by stream_id, sequence",
        );
        for row in rows.bind(streams).bind(D::TYPE).fetch_all(&self.0).await? {
            let (stream, fact) = (row.try_get("stream_id")?, happened::<D>(&row)?);
            if all.last().is_none_or(|(last, _)| *last != stream) {
                all.push((stream, Folded::nothing()));
            }
            if let Some((_, folded)) = all.last_mut() {
                folded.add(&fact);
            }
        }
        Ok(all)
    }

    /// A stream's facts up to a position, oldest first.
    pub async fn events<D: Decider>(
        &self,
        stream: Uuid,
        up_to: i64,
    ) -> Result<Vec<Happened<D::Event>>, LogError> {
        let sql = format!(
            "with {STREAM} select sequence, version, payload::text as payload, account, at from stream
             where position <= $2 and stream_type = $3 order by sequence"
        );
        let rows = sqlx::query(&sql).bind(stream).bind(up_to).bind(D::TYPE).fetch_all(&self.0).await?;
        Ok(rows.iter().map(happened::<D>).collect::<Result<_, _>>()?)
    }
}

impl<D: Decider> Folded<D> {
    fn nothing() -> Self {
        Self { state: D::default(), sequence: 0, bytes: 0 }
    }

    fn add(&mut self, fact: &Happened<D::Event>) {
        self.state.apply(&fact.event, fact.stamp);
        self.sequence = fact.sequence;
        self.bytes += fact.bytes;
    }
}

fn happened<D: Decider>(row: &PgRow) -> Result<Happened<D::Event>, sqlx::Error> {
    let payload: &str = row.try_get("payload")?;
    let event = read_event::<D>(row.try_get("version")?, payload)?;
    let stamp = Stamp { by: row.try_get::<Uuid, _>("account")?.into(), at: row.try_get("at")? };
    Ok(Happened { sequence: row.try_get("sequence")?, stamp, event, bytes: payload.len() })
}

/// Facts after a position, oldest first.
pub async fn after(
    position: i64,
    limit: i64,
    executor: impl PgExecutor<'_>,
) -> Result<Vec<Recorded>, LogError> {
    Ok(sqlx::query_as(&facts_after()).bind(position).bind(limit).fetch_all(executor).await?)
}

fn facts_after() -> String {
    format!("select {} from events where position > $1 order by position limit $2", Recorded::COLUMNS)
}

fn read_event<D: Decider>(version: i16, payload: &str) -> Result<D::Event, sqlx::Error> {
    let event: D::Event = serde_json::from_str(payload).map_err(|error| sqlx::Error::Decode(error.into()))?;
    if event.version() == version {
        Ok(event)
    } else {
        Err(sqlx::Error::Decode(format!("unknown version {version} of {}", event.name()).into()))
    }
}
