//! Ending jobs that nobody wants any more: what they have done stays.

use domain::{AccountId, Action, ImageSetId};
use uuid::Uuid;

use crate::{
    Caller, CommandError,
    blobs::Blobs,
    execute::Executor,
    jobs::{JobView, Jobs},
    permit::Permissions,
    shared::Shared,
    transfer::Transfers,
};

/// Cancels jobs.
#[derive(Clone)]
pub struct Cancellations {
    executor: Executor,
    jobs: Jobs,
    permissions: Permissions,
    transfers: Transfers,
    blobs: Blobs,
}

impl Cancellations {
    pub(crate) fn new(shared: &Shared, transfers: &Transfers) -> Self {
        Self {
            executor: shared.executor.clone(),
            jobs: shared.orders.jobs.clone(),
            permissions: shared.permissions.clone(),
            transfers: transfers.clone(),
            blobs: shared.blobs.clone(),
        }
    }

    /// Asks for a job to end, and answers how it stands then. A job that runs ends a moment later; one that is over stays
    /// as it is. For its owner, and for whoever governs the set that it is about.
    pub async fn cancel(&self, caller: Caller, id: Uuid) -> Result<JobView, CommandError> {
        let (by, job) = (caller.account, self.jobs.find(id).await?.ok_or(CommandError::NOT_FOUND)?);
        self.permit(by, &job).await?;
        self.executor.claim(caller, id, &"cancel job").await?;
        if self.jobs.cancel(id, by).await? {
            self.tidy(id).await;
        }
        self.jobs.find(id).await?.ok_or(CommandError::NOT_FOUND)
    }

    /// Whether a job can be ended at all, and by this person.
    pub async fn may_cancel(&self, by: AccountId, id: Uuid) -> Result<bool, CommandError> {
        let Some(job) = self.jobs.find(id).await?.filter(|job| !job.state.is_over()) else {
            return Ok(false);
        };
        match self.permit(by, &job).await {
            Ok(()) => Ok(job.cancelled_by.is_none()),
            Err(CommandError::Denied(_) | CommandError::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// That there is such a job is nobody else's business.
    async fn permit(&self, by: AccountId, job: &JobView) -> Result<(), CommandError> {
        self.permissions.to_act(by).await?;
        if job.owner == Some(by) {
            return Ok(());
        }
        let set = job.object.map(ImageSetId::new).ok_or(CommandError::NOT_FOUND)?;
        let governs = self.permissions.on_set(by, set, Action::Govern).await;
        governs.map(drop).map_err(|error| match error {
            CommandError::Denied(_) => CommandError::NOT_FOUND,
            error => error,
        })
    }

    /// For a job that no worker had: the log hears of its end, and its archive goes. Done by housekeeping if this fails.
    async fn tidy(&self, id: Uuid) {
        if let Err(error) = self.transfers.end_if_lost(id).await {
            tracing::warn!(job = %id, %error, "a cancelled transfer is told to the log later");
        }
        if let Err(error) = self.blobs.unspool(id).await {
            tracing::debug!(job = %id, %error, "nothing was spooled for a cancelled job, or it stays until it is swept");
        }
    }
}
