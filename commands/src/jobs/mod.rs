//! Long work, queued in PostgreSQL: done by whichever process is free, again if a worker dies, with progress to watch.
//!
//! A job may run more than once, never twice at a time as long as its worker is alive. What it does must bear repeating.

mod backoff;
mod counts;
mod halt;
mod lease;
mod order;
mod queue;
mod registry;
mod view;
mod work;
mod worker;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub(crate) use self::order::JobOrders;
pub use self::{
    counts::Counts,
    halt::Halt,
    lease::{Claimed, Lease},
    queue::{EnqueueError, Jobs, Order},
    registry::Registry,
    view::{JobState, JobView},
    work::JobContext,
};

/// What is to be done, as it is stored until somebody does it.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// Name under which the job is stored. Never change it while jobs of the kind are queued.
    const KIND: &'static str;
    /// How often it is tried before it is given up.
    const ATTEMPTS: i32 = 5;
}

/// Why a job did not end well. The words are shown to whoever asked for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// May go better later: the store is away, the database is busy.
    #[error("{0}")]
    Retry(String),
    /// Will never go better.
    #[error("{0}")]
    Fail(String),
    /// The server stops and the job stopped with it, as asked. Does not count as an attempt.
    #[error("interrupted")]
    Stopped,
    /// It was told to end, and did; with what was done until then.
    #[error("{0}")]
    Halted(Halt, Value),
}

/// How long things take. The defaults suit a server; tests are in more of a hurry.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// After so long without a sign of life a worker is thought dead.
    pub lease: Duration,
    /// How often progress is stored, if there is any.
    pub beat: Duration,
    /// How often to look for work and progress of other processes.
    pub poll: Duration,
    /// How long running jobs may go on when the server stops.
    pub grace: Duration,
    /// How long one attempt at a job may take, waiting included.
    pub longest: Duration,
    /// How much of a processor it may take.
    pub busiest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: Duration::from_mins(1),
            beat: Duration::from_millis(250),
            poll: Duration::from_secs(1),
            grace: Duration::from_secs(10),
            longest: Duration::from_hours(12),
            busiest: Duration::from_hours(1),
        }
    }
}
