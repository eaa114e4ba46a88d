//! Lets cqrs-es drive a [`domain::Decider`]: the only code that knows both.

use std::sync::{Arc, Mutex, PoisonError};

use cqrs_es::{Aggregate, event_sink::EventSink};
use domain::{Decider, DomainEvent, Stamp};
use projections::inline::{Inline, Projected, Rows};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Refused;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent, bound = "D: Decider")]
pub struct EventSourced<D>(pub D);

/// An event as cqrs-es wants to see it: with who and when, which a fold may need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "E: DomainEvent")]
pub struct StoredEvent<E> {
    #[serde(flatten)]
    pub stamp: Stamp,
    pub event: E,
}

/// What became of one of many commands: how many facts it led to, or why not.
pub type Outcome = Result<usize, Refused>;

/// Collects what a command's facts change in the inline views, while the state after each is at hand.
#[derive(Debug, Clone)]
pub struct RowCollector {
    pub stream: Uuid,
    /// Whether what is refused is left out, and the rest done; otherwise it is all or nothing.
    pub leaves_out: bool,
    projected: Arc<Mutex<(i64, Rows)>>,
    outcomes: Arc<Mutex<Vec<Outcome>>>,
}

impl RowCollector {
    pub fn new(stream: Uuid, leaves_out: bool) -> Self {
        Self { stream, leaves_out, projected: Arc::default(), outcomes: Arc::default() }
    }

    /// The rows; positions count the command's facts from 1.
    pub fn take(&self) -> Rows {
        std::mem::take(&mut self.projected.lock().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// What became of each command, in their order.
    pub fn outcomes(&self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, outcome: Outcome) {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
    }

    fn project<D: Inline>(&self, state: &D, event: &D::Event, stamp: Stamp) {
        let (at, rows) = &mut *self.projected.lock().unwrap_or_else(PoisonError::into_inner);
        *at += 1;
        D::project_into(&Projected { stream: self.stream, state, event, stamp, at: *at }, rows);
    }
}

impl<D: Inline> Aggregate for EventSourced<D> {
    const TYPE: &'static str = D::TYPE;
    type Command = (Stamp, Vec<D::Command>);
    type Event = StoredEvent<D::Event>;
    type Error = D::Refusal;
    type Services = RowCollector;

    /// Each command is decided on the stream as those before it left it.
    async fn handle(
        &mut self,
        (stamp, commands): Self::Command,
        collector: &RowCollector,
        sink: &EventSink<Self>,
    ) -> Result<(), D::Refusal> {
        for command in commands {
            let events = match self.0.decide(command, stamp) {
                Ok(events) => events,
                Err(refusal) if collector.leaves_out => {
                    collector.note(Err(refusal.into()));
                    continue;
                }
                Err(refusal) => return Err(refusal),
            };
            let count = events.len();
            for event in events {
                sink.write(StoredEvent { stamp, event: event.clone() }, self).await;
                collector.project(&self.0, &event, stamp);
            }
            collector.note(Ok(count));
        }
        Ok(())
    }

    fn apply(&mut self, StoredEvent { stamp, event }: Self::Event) {
        self.0.apply(&event, stamp);
    }
}

impl<E: DomainEvent> cqrs_es::DomainEvent for StoredEvent<E> {
    fn event_type(&self) -> String {
        self.event.name().to_owned()
    }

    fn event_version(&self) -> String {
        self.event.version().to_string()
    }
}
