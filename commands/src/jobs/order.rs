//! Jobs that people order: queued once, and not too many for each of them.

use std::time::Duration;

use domain::AccountId;
use uuid::Uuid;

use super::{EnqueueError, Job, Jobs, Order};
use crate::{Caller, CommandError, execute::Executor};

/// Takes orders for jobs.
#[derive(Clone)]
pub(crate) struct JobOrders {
    pub jobs: Jobs,
    pub executor: Executor,
    /// That one person may wait for at once.
    pub at_most: u32,
}

impl JobOrders {
    /// Whether exactly this job was ordered before, under the caller's command id.
    pub(crate) async fn was_placed(&self, caller: Caller, id: Uuid) -> Result<bool, CommandError> {
        self.executor.was_claimed(caller, id).await?;
        self.is_known(caller, id).await
    }

    /// Whether a job of this id was ordered before, by the same person.
    pub(crate) async fn is_known(&self, caller: Caller, id: Uuid) -> Result<bool, CommandError> {
        match self.jobs.find(id).await? {
            None => Ok(false),
            Some(known) if known.owner == Some(caller.account) => Ok(true),
            Some(_) => Err(CommandError::NOT_FOUND),
        }
    }

    /// Puts a job into the queue, which is all that the caller's command does.
    pub(crate) async fn place<J: Job>(
        &self,
        caller: Caller,
        order: Order,
        job: &J,
    ) -> Result<(), CommandError> {
        self.check(order.id, order.owner).await?;
        self.executor.claim(caller, order.id, &J::KIND).await?;
        self.enqueue(order, job).await
    }

    /// Puts a job into the queue; ordered again under the same id by the same person it is the same job.
    pub(crate) async fn enqueue<J: Job>(&self, order: Order, job: &J) -> Result<(), CommandError> {
        self.check(order.id, order.owner).await?;
        let Err(error) = self.jobs.enqueue(order, job).await else { return Ok(()) };
        match error {
            EnqueueError::Database(error) => Err(error.into()),
            EnqueueError::Payload(error) => Err(sqlx::Error::Encode(error.into()).into()),
            EnqueueError::IdTaken => match self.jobs.find(order.id).await? {
                Some(known) if known.owner == order.owner && known.kind == J::KIND => Ok(()),
                _ => Err(CommandError::reused()),
            },
        }
    }

    /// Whether somebody has a place left in the queue: what many wait for is shared by all.
    pub(crate) async fn check(&self, id: Uuid, owner: Option<AccountId>) -> Result<(), CommandError> {
        let Some(owner) = owner else { return Ok(()) };
        if !self.jobs.is_too_much(id, owner, self.at_most).await? {
            return Ok(());
        }
        let what = "so many jobs of yours are not done yet that no more are taken";
        Err(CommandError::TooMany { what, retry_after: Duration::from_secs(30) })
    }
}
