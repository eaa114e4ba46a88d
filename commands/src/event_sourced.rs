//! Lets cqrs-es drive a [`domain::Decider`]: the only code that knows both.

use std::sync::{Arc, Mutex, PoisonError};

use cqrs_es::{Aggregate, event_sink::EventSink};
use domain::{Decider, DomainEvent, Stamp};
use projections::inline::{Inline, Projected, Rows};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// Collects what a command's facts change in the inline views, while the state after each is at hand.
#[derive(Debug, Clone)]
pub struct RowCollector {
    pub stream: Uuid,
    projected: Arc<Mutex<(i64, Rows)>>,
}

impl RowCollector {
    pub fn new(stream: Uuid) -> Self {
        Self { stream, projected: Arc::default() }
    }

    /// The rows; positions count the command's facts from 1.
    pub fn take(&self) -> Rows {
        std::mem::take(&mut self.projected.lock().unwrap_or_else(PoisonError::into_inner).1)
    }

    fn project<D: Inline>(&self, state: &D, event: &D::Event, stamp: Stamp) {
        let (at, rows) = &mut *self.projected.lock().unwrap_or_else(PoisonError::into_inner);
        *at += 1;
        D::project_into(&Projected { stream: self.stream, state, event, stamp, at: *at }, rows);
    }
}

impl<D: Inline> Aggregate for EventSourced<D> {
    const TYPE: &'static str = D::TYPE;
    type Command = (Stamp, D::Command);
    type Event = StoredEvent<D::Event>;
    type Error = D::Refusal;
    type Services = RowCollector;

    async fn handle(
        &mut self,
        (stamp, command): Self::Command,
        collector: &RowCollector,
        sink: &EventSink<Self>,
    ) -> Result<(), D::Refusal> {
        for event in self.0.decide(command, stamp)? {
            sink.write(StoredEvent { stamp, event: event.clone() }, self).await;
            collector.project(&self.0, &event, stamp);
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
