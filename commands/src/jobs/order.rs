//! Jobs that people order: queued once, and not too many for each of them.

use std::time::Duration;

use domain::AccountId;
use uuid::Uuid;

use super::{EnqueueError, Job, Jobs, Order};
use crate::CommandError;

/// Takes orders for jobs.
#[derive(Clone)]
pub(crate) struct JobOrders {
    pub jobs: Jobs,
    /// That one person may wait for at once.
    pub at_most: u32,
}

impl JobOrders {
    /// Puts a job into the queue; ordered again under the same id by the same person it is the same job.
    pub(crate) async fn place<J: Job>(&self, order: Order, job: &J) -> Result<(), CommandError> {
        self.check(order.id, order.owner).await?;
        let Err(error) = self.jobs.enqueue(order, job).await else { return Ok(()) };
        match error {
            EnqueueError::Database(error) => Err(error.into()),
            EnqueueError::Payload(error) => Err(sqlx::Error::Encode(error.into()).into()),
            EnqueueError::IdTaken => match self.jobs.find(order.id).await? {
                Some(known) if known.owner == order.owner && known.kind == J::KIND => Ok(()),
                _ => Err(CommandError::conflict(
                    "command_id_reused",
                    "this command id was used for another command",
                )),
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
