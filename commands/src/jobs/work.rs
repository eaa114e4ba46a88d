//! What a running job knows about itself, and how it says how far it is.

use domain::AccountId;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Claimed, Counts};

/// Handed to a job with its payload.
#[derive(Debug, Clone)]
pub struct JobContext {
    pub id: Uuid,
    pub owner: Option<AccountId>,
    pub object: Option<Uuid>,
    /// 1 for the first.
    pub attempt: i32,
    /// Cancelled when the server is about to stop. Jobs that can go on later return `JobError::Stopped`.
    pub stopping: CancellationToken,
    counts: watch::Sender<Counts>,
}

impl JobContext {
    pub(super) fn new(claimed: &Claimed, stopping: CancellationToken) -> (Self, watch::Receiver<Counts>) {
        let (counts, seen) = watch::channel(Counts::default());
        let Claimed { lease, owner, object, .. } = claimed;
        let work =
            Self { id: lease.job, owner: *owner, object: *object, attempt: lease.attempt, stopping, counts };
        (work, seen)
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
