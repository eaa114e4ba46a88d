//! The job that undoes. Run again after a crash, it goes on where it was.

use domain::{
    AccountId, CorrelationId, ImageSetId,
    image::{Plan, Undoing},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Undos,
    plan::{AT_ONCE, OnImage, Task},
};
use crate::{
    Caller, CommandError,
    bulk_change::{Report, by_job, later, with_retries},
    ids,
    jobs::{Halt, Job, JobContext, JobError, Order, Registry},
};

/// Images that are put back side by side.
const SIDE_BY_SIDE: usize = 16;

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
        let undoable = self.permit(caller.account, of).await?;
        let id = ids::derive(caller.command, b"undo");
        let order = Order {
            id,
            owner: Some(caller.account),
            object: undoable.sets.first().copied().map(ImageSetId::uuid),
        };
        self.orders.place(order, &Undo { correlation: of, command: caller.command.uuid() }).await?;
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
            let undoings = self.undos.undoings(images, task).await.map_err(|error| later(&error))?;
            let reports = stream::iter(undoings).map(|image| self.put_back(image)).buffered(SIDE_BY_SIDE);
            let reports: Vec<Report> = reports.try_collect().await?;
            for of_image in reports {
                report.add(of_image);
            }
            self.work.go_on(|| report.shown())?;
        }
        serde_json::to_value(&report).map_err(|error| JobError::Fail(error.to_string()))
    }

    async fn put_back(&self, image: OnImage) -> Result<Report, JobError> {
        let mut report = Report::default();
        match self.work.halt() {
            Some(Halt::Stopping) => return Err(JobError::Stopped),
            // What the images before it report is not to be lost.
            Some(_) => return Ok(report),
            None => {}
        }
        for Undoing { annotation, plan } in image.labels {
            let subject = annotation.map_or(image.image.uuid(), domain::AnnotationId::uuid);
            match plan {
                Plan::Nothing if image.put_back.contains(&annotation) => report.done += 1,
                Plan::Nothing => report.unchanged += 1,
                Plan::Leave(why) => report.leave(subject, why),
                Plan::Steps(steps) => {
                    let mut outcome = Ok(());
                    for step in steps {
                        let (undos, caller) = (&self.undos, self.caller);
                        outcome =
                            with_retries(|| undos.step_back(caller, image.image, annotation, step.clone()))
                                .await;
                        if outcome.is_err() {
                            break;
                        }
                    }
                    report.note(subject, outcome)?;
                }
            }
        }
        self.work.advance(1);
        Ok(report)
    }
}
