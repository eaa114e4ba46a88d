//! What a running job knows about itself, and how it says how far it is.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use domain::AccountId;
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Claimed, Counts, Halt, JobError};
use crate::effort::{self, Effort};

/// Handed to a job with its payload.
#[derive(Debug, Clone)]
pub struct JobContext {
    pub id: Uuid,
    pub owner: Option<AccountId>,
    pub object: Option<Uuid>,
    /// 1 for the first.
    pub attempt: i32,
    /// Cancelled when the job is to end: the server is about to stop, or [`JobContext::halt`] says why.
    pub stopping: CancellationToken,
    why: Arc<OnceLock<Halt>>,
    counts: watch::Sender<Counts>,
}

impl JobContext {
    pub(super) fn new(claimed: &Claimed, stopping: CancellationToken) -> (Self, watch::Receiver<Counts>) {
        let (counts, seen) = watch::channel(Counts::default());
        let Claimed { lease, owner, object, .. } = claimed;
        let work = Self {
            id: lease.job,
            owner: *owner,
            object: *object,
            attempt: lease.attempt,
            stopping,
            why: Arc::default(),
            counts,
        };
        (work, seen)
    }

    /// Whether to end now, and why: asked between any two steps.
    pub fn halt(&self) -> Option<Halt> {
        effort::tick();
        self.stopping.is_cancelled().then(|| self.why.get().copied().unwrap_or(Halt::Stopping))
    }

    /// The same for a job that goes on later where it was, or keeps what it has done when nobody wants more of it.
    pub fn go_on(&self, done: impl FnOnce() -> Value) -> Result<(), JobError> {
        match self.halt() {
            None => Ok(()),
            Some(Halt::Stopping) => Err(JobError::Stopped),
            Some(why) => Err(JobError::Halted(why, done())),
        }
    }

    /// Counts what the job takes of a processor; it is told to end when that is more than it may.
    pub(super) fn effort(&self, most: Duration) -> Effort {
        let work = self.clone();
        Effort::new(most, move || work.end(Halt::TooMuch(most)))
    }

    /// Tells the job to end. The first reason stands.
    pub(super) fn end(&self, why: Halt) {
        let _ = self.why.set(why);
        self.stopping.cancel();
    }

    /// How much there is to do.
    pub fn expect(&self, total: u64) {
        self.counts.send_modify(|counts| counts.total = Some(saturated(total)));
    }

    /// So much of it is done. Costs nothing and never waits: the worker stores the latest count now and then.
    pub fn reach(&self, done: u64) {
        self.counts.send_modify(|counts| counts.done = saturated(done));
    }

    /// So much more is done.
    pub fn advance(&self, by: u64) {
        self.counts.send_modify(|counts| counts.done = counts.done.saturating_add(saturated(by)));
    }
}

fn saturated(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
