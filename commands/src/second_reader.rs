//! The log read by postgres-es: an independent fold that ours is compared with.

use cqrs_es::{Aggregate as _, EventStore as _, persist::PersistedEventStore};
use domain::{Decider as _, for_each_stream};
use postgres_es::PostgresEventRepository;
use projections::{Log, LogError, inline::Inline};
use sqlx::PgPool;
use uuid::Uuid;

use crate::event_sourced::EventSourced;

/// The view in which postgres-es finds the log.
pub const EVENTS: &str = "log_cqrs";

/// What the second reader found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    pub streams: u64,
    pub events: i64,
    /// Streams whose state differs from our own fold.
    pub differing: Vec<Uuid>,
}

#[derive(Debug, thiserror::Error)]
pub enum SecondReaderError {
    #[error("postgres-es cannot read the log: {0}")]
    Stock(String),
    #[error(transparent)]
    Ours(#[from] LogError),
    /// What was not read cannot have been compared.
    #[error("postgres-es finds {read} of {of} facts")]
    Incomplete { read: i64, of: i64 },
}

impl From<sqlx::Error> for SecondReaderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ours(error.into())
    }
}

/// Folds every stream as of a position with postgres-es, one after the other, and compares it with our own fold.
///
/// Whatever is appended meanwhile lies behind that position for both.
pub async fn compare(pool: &PgPool, up_to: i64) -> Result<Agreement, SecondReaderError> {
    let log = Log::new(pool.clone());
    let mut comparison = Comparison { pool, log, up_to, agreement: Agreement::default() };
    let mut after = Uuid::nil();
    loop {
        let page = comparison.streams(after).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (stream, kind) in page {
            comparison.of_kind(stream, &kind).await?;
        }
    }
    let Comparison { agreement, .. } = comparison;
    if agreement.events == up_to {
        Ok(agreement)
    } else {
        Err(SecondReaderError::Incomplete { read: agreement.events, of: up_to })
    }
}

/// Streams whose names are read at a time.
const PAGE: i64 = 1_000;

struct Comparison<'a> {
    pool: &'a PgPool,
    log: Log,
    up_to: i64,
    agreement: Agreement,
}

impl Comparison<'_> {
    async fn streams(&self, after: Uuid) -> sqlx::Result<Vec<(Uuid, String)>> {
        sqlx::query_as(
            "select stream_id, stream_type from events
             where stream_id > $1 and sequence = 1 and position <= $2 order by stream_id limit $3",
        )
        .bind(after)
        .bind(self.up_to)
        .bind(PAGE)
        .fetch_all(self.pool)
        .await
    }

    /// Folds one stream both ways.
    async fn stream<D: Inline + PartialEq>(&mut self, stream: Uuid) -> Result<(), SecondReaderError> {
        // In place of a table's name: it asks by the text of the id, of which there is no index, and always for all.
        let facts = format!(
            "(select * from {EVENTS} where stream_id = '{stream}' and position <= {}) facts",
            self.up_to
        );
        let repository =
            PostgresEventRepository::new(self.pool.clone()).with_tables(&facts, "log_cqrs_has_no_snapshots");
        let store = PersistedEventStore::<_, EventSourced<D>>::new_event_store(repository);
        let events = store.load_events(&stream.to_string()).await;
        let events = events.map_err(|error| SecondReaderError::Stock(error.to_string()))?;
        let mut theirs = EventSourced::<D>::default();
        for event in events {
            self.agreement.events += 1;
            theirs.apply(event.payload);
        }
        self.agreement.streams += 1;
        let ours = self.log.fold::<D>(stream, self.up_to).await?;
        if ours.state != theirs.0 {
            self.agreement.differing.push(stream);
        }
        Ok(())
    }
}

macro_rules! of_kind {
    ($($Stream:ident($module:ident, $Id:ident),)*) => {
        impl Comparison<'_> {
            /// The facts of a kind that nobody knows are missing in the count.
            async fn of_kind(&mut self, stream: Uuid, kind: &str) -> Result<(), SecondReaderError> {
                use domain::{$($module::$Stream),*};
                match kind {
                    $($Stream::TYPE => self.stream::<$Stream>(stream).await,)*
                    _ => Ok(()),
                }
            }
        }
    };
}

for_each_stream!(of_kind);
