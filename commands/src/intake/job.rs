//! The job that unpacks an archive into a set. Run again after a crash, it adds nothing twice.

use domain::transfer::Command;
use serde_json::Value;

use super::{
    Intake, Outcome, ZipIntake,
    stop::Stop,
    unpack::{Unpacked, Unpacker},
};
use crate::jobs::{Halt, Job, JobContext, JobError, Registry};

/// Has archives unpacked by this process.
#[must_use]
pub fn register(registry: Registry, intake: Intake) -> Registry {
    registry.on(move |job: ZipIntake, work: JobContext| {
        let intake = intake.clone();
        async move { Unpacker::of(intake, job, work)?.run().await }
    })
}

impl Unpacker {
    async fn run(self) -> Result<Value, JobError> {
        let (mut unpacked, mut halted) = (Unpacked::default(), None);
        match self.unpack(&mut unpacked).await {
            Ok(()) => {}
            Err(Stop::Here(problem)) => unpacked.problem = Some(problem),
            Err(Stop::Later(JobError::Retry(problem))) if self.work.attempt >= ZipIntake::ATTEMPTS => {
                unpacked.problem = Some(problem);
            }
            Err(Stop::Later(error)) => return Err(error),
            Err(Stop::Halted(why)) => {
                unpacked.problem = Some(why.to_string());
                halted = Some(why);
            }
        }
        self.finish(&unpacked, halted).await?;
        if let Err(error) = self.intake.blobs.unspool(self.work.id).await {
            tracing::warn!(%error, job = %self.work.id, "an unpacked archive stays behind until it is swept");
        }
        let result = serde_json::to_value(&unpacked).map_err(|error| JobError::Fail(error.to_string()))?;
        match halted {
            Some(why) => Err(JobError::Halted(why, result)),
            None => Ok(result),
        }
    }

    /// Nothing was begun if the archive could not even be opened.
    async fn finish(&self, unpacked: &Unpacked, halted: Option<Halt>) -> Result<(), JobError> {
        if !self.has_begun().await? {
            return match &unpacked.problem {
                Some(problem) if halted.is_none() => Err(self.give_up(problem).await),
                _ => Ok(()),
            };
        }
        let added = unpacked.count(Outcome::Added);
        let refused = unpacked.total() - added;
        let command = match halted {
            Some(why) => Command::FailImport { added, refused, reason: why.to_string() },
            None => Command::FinishImport { added, refused },
        };
        match self.record(b"finish", command).await {
            Ok(()) => Ok(()),
            Err(Stop::Here(problem)) => Err(JobError::Fail(problem)),
            Err(Stop::Later(error)) => Err(error),
            // Only asked between entries.
            Err(Stop::Halted(why)) => Err(JobError::Fail(why.to_string())),
        }
    }

    async fn give_up(&self, problem: &str) -> JobError {
        // Swept later if this fails.
        let _ = self.intake.blobs.unspool(self.work.id).await;
        JobError::Fail(problem.to_owned())
    }
}
