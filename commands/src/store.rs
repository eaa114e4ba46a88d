//! Where cqrs-es finds and leaves the facts of a stream, for the length of one command.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use cqrs_es::{AggregateContext, AggregateError, EventEnvelope, EventStore};
use domain::{DomainEvent as _, ImageSetId, TeamId, Timestamp};
use projections::{Log, inline::Inline};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    Caller,
    appender::{Append, AppendError, Appender, CommandRow, EventRow},
    cache::Cache,
    event_sourced::{EventSourced, Stored, Telling},
};

type Failure<D> = AggregateError<<D as domain::Decider>::Refusal>;

/// One command's view of the log.
pub(crate) struct Store {
    pub log: Log,
    pub cache: Arc<Cache>,
    pub appender: Appender,
    pub caller: Caller,
    pub at: Timestamp,
    pub scope: Scope,
    pub telling: Telling,
    /// Position of the command's last fact, once it is in the log.
    pub receipt: Arc<Mutex<Option<i64>>>,
}

/// Where a stream belongs, for histories and feeds.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Scope {
    pub image_set: Option<ImageSetId>,
    pub team: Option<TeamId>,
}

/// A stream while a command works on it.
pub(crate) struct Context<D: Inline> {
    stream: Uuid,
    cache: Arc<Cache>,
    /// `None` once committed or failed.
    aggregate: Option<(EventSourced<D>, i64)>,
    fallback: EventSourced<D>,
}

impl<D: Inline> AggregateContext<EventSourced<D>> for Context<D> {
    fn aggregate(&mut self) -> &mut EventSourced<D> {
        self.aggregate.as_mut().map_or(&mut self.fallback, |(aggregate, _)| aggregate)
    }
}

impl<D: Inline> Drop for Context<D> {
    /// A refused command changed nothing: the stream goes back as it was.
    fn drop(&mut self) {
        if let Some((EventSourced(state), sequence)) = self.aggregate.take() {
            self.cache.put(self.stream, state, sequence);
        }
    }
}

impl<D: Inline> EventStore<EventSourced<D>> for Store {
    type AC = Context<D>;

    async fn load_events(&self, _: &str) -> Result<Vec<EventEnvelope<EventSourced<D>>>, Failure<D>> {
        let facts = self.log.events::<D>(self.telling.stream, i64::MAX).await.map_err(broken)?;
        let envelope = |(sequence, stamp, event)| EventEnvelope {
            aggregate_id: self.telling.stream.to_string(),
            sequence: usize::try_from(sequence).unwrap_or_default(),
            payload: Stored { stamp, event },
            metadata: HashMap::new(),
        };
        Ok(facts.into_iter().map(envelope).collect())
    }

    async fn load_aggregate(&self, _: &str) -> Result<Context<D>, Failure<D>> {
        let stream = self.telling.stream;
        let (state, sequence) = if let Some(cached) = self.cache.take(stream) {
            cached
        } else {
            let folded = self.log.fold::<D>(stream, i64::MAX).await.map_err(broken)?;
            (folded.state, folded.sequence)
        };
        let aggregate = Some((EventSourced(state), sequence));
        Ok(Context { stream, cache: self.cache.clone(), aggregate, fallback: EventSourced::default() })
    }

    /// Nobody listens to what cqrs-es would dispatch (views are written by the append), so no envelope is made.
    async fn commit(
        &self,
        events: Vec<Stored<D::Event>>,
        mut context: Context<D>,
        _: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<EventSourced<D>>>, Failure<D>> {
        let Some((aggregate, sequence)) = context.aggregate.take() else { return Ok(vec![]) };
        // The append checks the sequence of facts. That nothing is to change must be decided on the present, too.
        if events.is_empty() && self.log.length(self.telling.stream).await.map_err(broken)? != sequence {
            return Err(AggregateError::AggregateConflict);
        }
        let (answer, answered) = oneshot::channel();
        let events = self.rows::<D>(&events, sequence)?;
        let last = sequence + i64::try_from(events.len()).unwrap_or_default();
        let append = Append { events, command: self.command(), rows: self.telling.take(), answer };
        self.appender.append(append).await;
        match answered.await.unwrap_or(Err(AppendError::Unavailable)) {
            Ok(position) => {
                *self.receipt.lock().unwrap_or_else(PoisonError::into_inner) = Some(position);
                self.cache.put(self.telling.stream, aggregate.0, last);
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
        events: &[Stored<D::Event>],
        sequence: i64,
    ) -> Result<Vec<EventRow>, Failure<D>> {
        let rows = (1..).zip(events).map(|(at, Stored { stamp, event })| {
            Ok(EventRow {
                stream_id: self.telling.stream,
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
            stream_id: self.telling.stream,
            last_position: 0,
            at: self.at,
        }
    }
}

fn broken<T: std::error::Error>(error: impl std::error::Error + Send + Sync + 'static) -> AggregateError<T> {
    AggregateError::DatabaseConnectionError(Box::new(error))
}
