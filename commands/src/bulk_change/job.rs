//! The job that does a bulk change. Run again after a crash, it does nothing twice.

use domain::{CommandId, ImageSetId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BulkAction, BulkChanges, Report, Subject, batch::Batch, by_job, later, report::Retries};
use crate::{
    Caller,
    done::Done,
    jobs::{Job, JobContext, JobError, Registry},
};

/// Subjects that are looked up, changed and reported together: about as many facts as go into the log at once.
const AT_ONCE: usize = 1_000;

/// What is to be done, and to what exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkChange {
    pub image_set: ImageSetId,
    pub action: BulkAction,
    /// As jobs named them that were stored before images were among them.
    #[serde(alias = "labels")]
    pub subjects: Vec<Subject>,
    /// With which it was asked for.
    pub command: CommandId,
}

impl Job for BulkChange {
    const KIND: &'static str = "bulk_change";
}

/// Has bulk changes done by this process.
#[must_use]
pub fn register(registry: Registry, changes: BulkChanges) -> Registry {
    registry.on(move |job: BulkChange, work: JobContext| {
        let changes = changes.clone();
        async move {
            let caller = by_job(&work, job.command.uuid())?;
            run(&changes, &job, caller, &work).await
        }
    })
}

/// From batch to batch. One that found the server busy is done again: what of it was done is found in the log.
async fn run(
    changes: &BulkChanges,
    job: &BulkChange,
    caller: Caller,
    work: &JobContext,
) -> Result<Value, JobError> {
    work.expect(job.subjects.len() as u64);
    let mut report = Report::default();
    let mut done = Done::read(&changes.views.log(), caller).await.map_err(|error| later(&error))?;
    for subjects in job.subjects.chunks(AT_ONCE) {
        work.go_on(|| report.shown())?;
        let (set, action, mut retries) = (job.image_set, job.action, Retries::default());
        let batch = Batch { changes, set, action, caller, subjects };
        let outcomes = loop {
            match batch.change(&mut done).await {
                Ok(outcomes) => break outcomes,
                Err(error) => retries.wait(error).await?,
            }
            done = Done::read(&changes.views.log(), caller).await.map_err(|error| later(&error))?;
        };
        for (subject, outcome) in outcomes {
            report.note(subject.uuid(), outcome);
        }
        work.advance(subjects.len() as u64);
    }
    serde_json::to_value(&report).map_err(|error| later(&error))
}
