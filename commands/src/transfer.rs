//! Imports and exports in the log: each is begun once and ended once.

use std::time::Duration;

use domain::{
    AccountId, ImageSetId, TransferId,
    transfer::{Command, Transfer},
};
use uuid::Uuid;

use crate::{
    Caller, CommandError, Commands, Receipt,
    jobs::{EnqueueError, Job, Order},
    store::StreamScope,
};

impl Commands {
    /// Asked by jobs on behalf of whoever ordered them: permission was asked when they did.
    pub(crate) async fn on_transfer(
        &self,
        caller: Caller,
        transfer: TransferId,
        set: ImageSetId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let standing = self.views.standing_to_set(set, caller.account).await?;
        let team = standing.and_then(|standing| standing.team);
        let scope = StreamScope { image_set: Some(set), team };
        self.execute::<Transfer>(caller, transfer.uuid(), scope, command).await
    }

    /// Puts a job into the queue; ordered again under the same id by the same person it is the same job.
    pub(crate) async fn order<J: Job>(&self, order: Order, job: &J) -> Result<(), CommandError> {
        self.may_order(order.id, order.owner).await?;
        let Err(error) = self.jobs().enqueue(order, job).await else { return Ok(()) };
        match error {
            EnqueueError::Database(error) => Err(error.into()),
            EnqueueError::Payload(error) => Err(sqlx::Error::Encode(error.into()).into()),
            EnqueueError::IdTaken => match self.jobs().find(order.id).await? {
                Some(known) if known.owner == order.owner && known.kind == J::KIND => Ok(()),
                _ => Err(CommandError::conflict(
                    "command_id_reused",
                    "this command id was used for another command",
                )),
            },
        }
    }

    /// Whether somebody has a place left in the queue: what many wait for is shared by all.
    pub(crate) async fn may_order(&self, id: Uuid, owner: Option<AccountId>) -> Result<(), CommandError> {
        let Some(owner) = owner else { return Ok(()) };
        let most = self.settings().limits.jobs_per_account;
        if !self.jobs().is_too_much(id, owner, most).await? {
            return Ok(());
        }
        let what = "so many jobs of yours are not done yet that no more are taken";
        Err(CommandError::TooMany { what, retry_after: Duration::from_secs(30) })
    }
}
