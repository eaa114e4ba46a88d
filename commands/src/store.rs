//! Where cqrs-es finds and leaves the facts of a stream, for the length of one command.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use cqrs_es::{AggregateContext, AggregateError, EventEnvelope, EventStore};
use domain::{Digest, DomainEvent as _, ImageSetId, TeamId, Timestamp};
use projections::{Folded, Happened, Log, inline::Inline, standing::Standing};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    Caller,
    appender::{Append, AppendError, Appender, CommandRow, EventRow},
    cache::{Cache, Cached},
    event_sourced::{EventSourced, RowCollector, StoredEvent},
};

type DecideError<D> = AggregateError<<D as domain::Decider>::Refusal>;

/// One command's view of the log.
pub(crate) struct Store {
    pub log: Log,
    pub cache: Arc<Cache>,
    pub appender: Appender,
    pub caller: Caller,
    pub at: Timestamp,
    /// What is asked for.
    pub asked: Digest,
    pub scope: StreamScope,
    pub handed_over: HandedOver,
    pub collector: RowCollector,
    /// Position of the command's last fact, once it is in the log.
    pub receipt: Arc<Mutex<Option<i64>>>,
}

/// Tells somebody that a command's facts have their place among those that wait to be written. Told as well when the last
/// clone is gone: then there are none.
#[derive(Debug, Default, Clone)]
pub(crate) struct HandedOver(Arc<Mutex<Option<oneshot::Sender<()>>>>);

impl HandedOver {
    pub fn to(waiting: oneshot::Sender<()>) -> Self {
        Self(Arc::new(Mutex::new(Some(waiting))))
    }

    fn tell(&self) {
        if let Some(waiting) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody may wait any more.
            let _ = waiting.send(());
        }
    }
}

/// Where a stream belongs, for histories and feeds.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct StreamScope {
    pub image_set: Option<ImageSetId>,
    pub team: Option<TeamId>,
}

impl StreamScope {
    pub(crate) const fn of(standing: &Standing) -> Self {
        Self { image_set: Some(standing.image_set), team: standing.team }
    }
}

/// A stream while a command works on it.
pub(crate) struct Context<D: Inline> {
    stream: Uuid,
    cache: Arc<Cache>,
    /// `None` once committed or failed.
    known: Option<Cached<EventSourced<D>>>,
    fallback: EventSourced<D>,
}

impl<D: Inline> AggregateContext<EventSourced<D>> for Context<D> {
    fn aggregate(&mut self) -> &mut EventSourced<D> {
        self.known.as_mut().map_or(&mut self.fallback, |known| &mut known.state)
    }
}

impl<D: Inline> Drop for Context<D> {
    /// A refused command changed nothing: the stream goes back as it was. A panic may have left half of a change in it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        if let Some(known) = self.known.take() {
            self.cache.put(self.stream, known);
        }
    }
}

impl<D: Inline> EventStore<EventSourced<D>> for Store {
    type AC = Context<D>;

    async fn load_events(&self, _: &str) -> Result<Vec<EventEnvelope<EventSourced<D>>>, DecideError<D>> {
        let facts = self.log.events::<D>(self.collector.stream, i64::MAX).await.map_err(broken)?;
        let envelope = |fact: Happened<D::Event>| EventEnvelope {
            aggregate_id: self.collector.stream.to_string(),
            sequence: usize::try_from(fact.sequence).unwrap_or_default(),
            payload: StoredEvent { stamp: fact.stamp, event: fact.event },
            metadata: HashMap::new(),
        };
        Ok(facts.into_iter().map(envelope).collect())
    }

    async fn load_aggregate(&self, _: &str) -> Result<Context<D>, DecideError<D>> {
        let stream = self.collector.stream;
        let known = if let Some(cached) = self.cache.take(stream) {
            cached
        } else {
            let Folded { state, sequence, bytes } =
                self.log.fold::<D>(stream, i64::MAX).await.map_err(broken)?;
            Cached { state: EventSourced(state), sequence, bytes }
        };
        let (cache, fallback) = (self.cache.clone(), EventSourced::default());
        Ok(Context { stream, cache, known: Some(known), fallback })
    }

    /// Nobody listens to what cqrs-es would dispatch (views are written by the append), so no envelope is made.
    async fn commit(
        &self,
        events: Vec<StoredEvent<D::Event>>,
        mut context: Context<D>,
        _: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<EventSourced<D>>>, DecideError<D>> {
        let Some(mut known) = context.known.take() else { return Ok(vec![]) };
        // The append checks the sequence of facts. That nothing is to change must be decided on the present, too.
        if events.is_empty()
            && self.log.length(self.collector.stream).await.map_err(broken)? != known.sequence
        {
            return Err(AggregateError::AggregateConflict);
        }
        // Many commands of which none changes anything leave no trace: sent again they change nothing again.
        if events.is_empty() && self.collector.leaves_out {
            self.cache.put(self.collector.stream, known);
            return Ok(vec![]);
        }
        let (answer, answered) = oneshot::channel();
        let events = self.rows::<D>(&events, known.sequence)?;
        known.sequence += i64::try_from(events.len()).unwrap_or_default();
        known.bytes += events.iter().map(|event| event.payload.len()).sum::<usize>();
        let append = Append { events, command: self.command(), rows: self.collector.take(), answer };
        self.appender.append(append).await;
        self.handed_over.tell();
        match answered.await.unwrap_or(Err(AppendError::Unavailable)) {
            Ok(position) => {
                *self.receipt.lock().unwrap_or_else(PoisonError::into_inner) = Some(position);
                self.cache.put(self.collector.stream, known);
                Ok(vec![])
            }
            Err(AppendError::Conflict) => Err(AggregateError::AggregateConflict),
            Err(other) => Err(AggregateError::UnexpectedError(Box::new(other))),
        }
    }
}

impl Store {
    fn rows<D: Inline>(
        &self,
        events: &[StoredEvent<D::Event>],
        sequence: i64,
    ) -> Result<Vec<EventRow>, DecideError<D>> {
        let rows = (1..).zip(events).map(|(at, StoredEvent { stamp, event })| {
            Ok(EventRow {
                stream_id: self.collector.stream,
                sequence: sequence + at,
                stream_type: D::TYPE,
                r#type: event.name(),
                version: event.version(),
                payload: serde_json::to_string(event)?,
                account: stamp.by.uuid(),
                at: stamp.at,
                command: self.caller.command.uuid(),
                correlation: self.caller.correlation.uuid(),
                causation: self.caller.causation,
                via: self.caller.via.as_str(),
                image_set: self.scope.image_set.map(ImageSetId::uuid),
                team: self.scope.team.map(TeamId::uuid),
                position: at,
            })
        });
        rows.collect::<Result<_, serde_json::Error>>().map_err(broken)
    }

    fn command(&self) -> CommandRow {
        CommandRow {
            id: self.caller.command.uuid(),
            account: self.caller.account.uuid(),
            stream_id: self.collector.stream,
            last_position: 0,
            at: self.at,
            asked: self.asked.bytes().to_vec(),
        }
    }
}

fn broken<T: std::error::Error>(error: impl std::error::Error + Send + Sync + 'static) -> AggregateError<T> {
    AggregateError::DatabaseConnectionError(Box::new(error))
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use domain::team::Team;

    use super::*;

    fn at_work(cache: &Arc<Cache>) -> Context<Team> {
        let known = Some(Cached { state: EventSourced(Team::default()), sequence: 7, bytes: 0 });
        Context { stream: Uuid::nil(), cache: cache.clone(), known, fallback: EventSourced::default() }
    }

    #[test]
    fn a_stream_goes_back_unless_a_mistake_interrupted_the_work_on_it() {
        let cache = Arc::new(Cache::new());
        drop(at_work(&cache));
        assert_eq!(cache.evict(Uuid::nil()), Some(7));
        let interrupted = catch_unwind(AssertUnwindSafe(|| {
            let _context = at_work(&cache);
            panic!("half-way");
        }));
        assert!(interrupted.is_err());
        assert_eq!(cache.sequence(Uuid::nil()), None);
    }
}
