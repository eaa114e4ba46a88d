//! The log read by postgres-es: an independent fold that ours is compared with.

use std::collections::HashMap;

use cqrs_es::{
    Aggregate,
    persist::{PersistedEventRepository, PersistenceError},
};
use domain::{
    account::Account, annotation_type::AnnotationType, export_format::ExportFormat, image::Image,
    image_set::ImageSet, snapshot::Snapshot, team::Team, transfer::Transfer,
};
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
    pub events: u64,
    /// Streams whose state differs from our own fold.
    pub differing: Vec<Uuid>,
}

#[derive(Debug, thiserror::Error)]
pub enum SecondReaderError {
    #[error("postgres-es cannot read the log: {0}")]
    Stock(#[from] PersistenceError),
    #[error(transparent)]
    Ours(#[from] LogError),
}

/// Folds every stream with postgres-es and compares it with our own fold.
///
/// Meant for a log that nobody appends to at the moment; a stream that grows meanwhile is reported.
pub async fn compare(pool: &PgPool) -> Result<Agreement, SecondReaderError> {
    let mut agreement = Agreement::default();
    compare_kind::<Account>(pool, &mut agreement).await?;
    compare_kind::<Team>(pool, &mut agreement).await?;
    compare_kind::<AnnotationType>(pool, &mut agreement).await?;
    compare_kind::<ImageSet>(pool, &mut agreement).await?;
    compare_kind::<Image>(pool, &mut agreement).await?;
    compare_kind::<ExportFormat>(pool, &mut agreement).await?;
    compare_kind::<Snapshot>(pool, &mut agreement).await?;
    compare_kind::<Transfer>(pool, &mut agreement).await?;
    Ok(agreement)
}

async fn compare_kind<D: Inline + PartialEq>(
    pool: &PgPool,
    agreement: &mut Agreement,
) -> Result<(), SecondReaderError> {
    let repository =
        PostgresEventRepository::new(pool.clone()).with_tables(EVENTS, "log_cqrs_has_no_snapshots");
    let mut events = repository.stream_all_events::<EventSourced<D>>().await?;
    let mut states: HashMap<String, EventSourced<D>> = HashMap::new();
    while let Some(event) = events.next::<EventSourced<D>>(&[]).await {
        let event = event?;
        agreement.events += 1;
        states.entry(event.aggregate_id).or_default().apply(event.payload);
    }
    let log = Log::new(pool.clone());
    for (id, EventSourced(theirs)) in states {
        let stream = id.parse().unwrap_or_default();
        agreement.streams += 1;
        if log.fold::<D>(stream, i64::MAX).await?.state != theirs {
            agreement.differing.push(stream);
        }
    }
    Ok(())
}
