//! The job that undoes. Run again after a crash, it goes on where it was.

use domain::{AccountId, CorrelationId, ImageSetId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Undos,
    batch::Batch,
    plan::{AT_ONCE, Task},
};
use crate::{
    Caller, CommandError,
    bulk_change::{Report, Retries, by_job, later},
    ids,
    jobs::{Job, JobContext, JobError, Order, Registry},
};

/// What is to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    pub correlation: CorrelationId,
    /// With which it was asked for.
    pub command: Uuid,
}

impl Job for Undo {
    const KIND: &'static str = "undo";
}

impl Undos {
    /// Orders an undo; the job that does it is answered.
    pub async fn request(&self, caller: Caller, of: CorrelationId) -> Result<Uuid, CommandError> {
        let caller = caller.asking(&("undo", of));
        let undoable = self.permit(caller.account, of).await?;
        let id = ids::derive(caller.command, b"undo");
        let order = Order {
            id,
            owner: Some(caller.account),
            object: undoable.sets.first().copied().map(ImageSetId::uuid),
        };
        self.orders.place(caller, order, &Undo { correlation: of, command: caller.command.uuid() }).await?;
        Ok(id)
    }
}

/// Has undoing done by this process.
#[must_use]
pub fn register(registry: Registry, undos: Undos) -> Registry {
    registry.on(move |job: Undo, work: JobContext| {
        let undos = undos.clone();
        async move { Undoer::of(undos, job, work)?.run(job.correlation).await }
    })
}

struct Undoer {
    undos: Undos,
    work: JobContext,
    account: AccountId,
    caller: Caller,
}

impl Undoer {
    fn of(undos: Undos, job: Undo, work: JobContext) -> Result<Self, JobError> {
        let caller = by_job(&work, job.command)?;
        Ok(Self { undos, work, account: caller.account, caller })
    }

    async fn run(self, of: CorrelationId) -> Result<Value, JobError> {
        let undoable = match self.undos.permit(self.account, of).await {
            Ok(undoable) => undoable,
            Err(CommandError::Denied(_)) => {
                return Err(JobError::Fail("you may not undo this any more".to_owned()));
            }
            Err(error) => return Err(later(&error)),
        };
        self.work.expect(undoable.images.len() as u64);
        let task =
            Task { of, begun: undoable.begun, by: self.account, undoing: Some(self.caller.correlation) };
        let mut report = Report::default();
        for images in undoable.images.chunks(AT_ONCE) {
            self.work.go_on(|| report.shown())?;
            // Done again it is planned anew: what was put back is found in the log.
            let mut retries = Retries::default();
            let reports = loop {
                match self.put_back(images, task).await {
                    Ok(reports) => break reports,
                    Err(error) => retries.wait(error).await?,
                }
            };
            for of_image in reports {
                report.add(of_image);
            }
            self.work.advance(images.len() as u64);
        }
        serde_json::to_value(&report).map_err(|error| later(&error))
    }

    async fn put_back(&self, images: &[Uuid], task: Task) -> Result<Vec<Report>, CommandError> {
        let undoings = self.undos.undoings(images, task).await?;
        Batch { undos: &self.undos, caller: self.caller }.put_back(undoings).await
    }
}
