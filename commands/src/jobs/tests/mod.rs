//! The queue, against a real PostgreSQL: leases by a clock that is set by hand, workers in a hurry.

mod ending;
mod leases;
mod queue;
mod stopping;
mod turns;
mod workers;

use std::{pin::pin, sync::Arc, time::Duration};

use domain::testing::{ALICE, noon};
use futures::StreamExt as _;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::{spawn, time::timeout};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::AbortOnDropHandle,
};
use uuid::Uuid;

use super::{Job, JobView, Jobs, Order, Pace, Registry};
use crate::{clock::ManualClock, ids::mint};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Export {
    pub number: u32,
}

impl Job for Export {
    const KIND: &'static str = "export";
    const ATTEMPTS: i32 = 3;
}

pub const PACE: Pace = Pace {
    lease: Duration::from_mins(1),
    beat: Duration::from_millis(5),
    poll: Duration::from_millis(20),
    grace: Duration::from_millis(50),
    longest: Duration::from_secs(20),
    busiest: Duration::from_secs(20),
};

/// A queue and the clock it lives by.
pub fn queue(pool: &PgPool) -> (Jobs, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(noon()));
    (Jobs::new(pool.clone(), clock.clone(), PACE), clock)
}

pub fn order() -> Order {
    Order { id: mint(noon()), owner: Some(ALICE), object: None }
}

pub async fn enqueue(jobs: &Jobs, number: u32) -> Uuid {
    let order = Order { id: mint(jobs.clock.now()), ..order() };
    assert!(jobs.enqueue(order, &Export { number }).await.unwrap());
    order.id
}

/// A process that works until it is told to stop, or dies when this is dropped.
pub struct Process {
    pub stop: CancellationToken,
    pub done: AbortOnDropHandle<()>,
    _stop: DropGuard,
}

pub fn process(jobs: &Jobs, registry: Registry, at_once: usize) -> Process {
    let (jobs, stop) = (jobs.clone(), CancellationToken::new());
    let told = stop.clone();
    let done = AbortOnDropHandle::new(spawn(async move { jobs.work(&registry, at_once, &told).await }));
    Process { _stop: stop.clone().drop_guard(), stop, done }
}

/// The first state of the job that is as wanted; all tests would otherwise wait for ever.
pub async fn until(jobs: &Jobs, id: Uuid, wanted: impl Fn(&JobView) -> bool) -> JobView {
    let states = pin!(jobs.watch(id));
    let mut fitting = states.map(Result::unwrap).filter(|view| std::future::ready(wanted(view)));
    timeout(Duration::from_secs(20), fitting.next()).await.expect("in time").expect("before it was over")
}

pub async fn over(jobs: &Jobs, id: Uuid) -> JobView {
    until(jobs, id, |view| view.state.is_over()).await
}
