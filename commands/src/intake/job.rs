//! The job that unpacks an archive into a set. Run again after a crash, it adds nothing twice.

use domain::{AccountId, CommandId, CorrelationId, ImageSetId, Name, TransferId, transfer::Command};
use projections::Via;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Intake, Outcome,
    stop::{Stop, later},
    unpack::Unpacked,
};
use crate::{
    Caller,
    jobs::{Job, JobContext, JobError, Registry},
};

/// An archive that waits in the storage under the job's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZipIntake {
    pub image_set: ImageSetId,
    pub name: Name,
    /// With which it was uploaded.
    pub command: CommandId,
}

impl Job for ZipIntake {
    const KIND: &'static str = "zip_intake";
}

/// Has archives unpacked by this process.
#[must_use]
pub fn register(registry: Registry, intake: Intake) -> Registry {
    registry.on(move |job: ZipIntake, work: JobContext| {
        let intake = intake.clone();
        async move { Unpacker::of(intake, job, work)?.run().await }
    })
}

/// One archive being unpacked.
pub(super) struct Unpacker {
    pub intake: Intake,
    pub job: ZipIntake,
    pub work: JobContext,
    pub caller: Caller,
}

impl Unpacker {
    fn of(intake: Intake, job: ZipIntake, work: JobContext) -> Result<Self, JobError> {
        let account: AccountId = work.owner.ok_or_else(|| JobError::Fail("nobody asked for this".into()))?;
        let caller = Caller {
            account,
            via: Via::Import,
            command: CommandId::new(work.id),
            correlation: CorrelationId::new(work.id),
            causation: Some(job.command.uuid()),
        };
        Ok(Self { intake, job, work, caller })
    }

    async fn run(self) -> Result<Value, JobError> {
        let mut unpacked = Unpacked::default();
        match self.unpack(&mut unpacked).await {
            Ok(()) => {}
            Err(Stop::Here(problem)) => unpacked.problem = Some(problem),
            Err(Stop::Later(JobError::Retry(problem))) if self.work.attempt >= ZipIntake::ATTEMPTS => {
                unpacked.problem = Some(problem);
            }
            Err(Stop::Later(error)) => return Err(error),
        }
        self.finish(&unpacked).await?;
        if let Err(error) = self.intake.blobs.unspool(self.work.id).await {
            tracing::warn!(%error, job = %self.work.id, "an unpacked archive stays behind until it is swept");
        }
        serde_json::to_value(&unpacked).map_err(|error| JobError::Fail(error.to_string()))
    }

    /// Nothing was begun if the archive could not even be opened.
    async fn finish(&self, unpacked: &Unpacked) -> Result<(), JobError> {
        let transfer = TransferId::new(self.work.id);
        let begun = self.intake.views.transfer(transfer).await.map_err(|error| later(&error))?;
        if begun.is_none() {
            return match &unpacked.problem {
                Some(problem) => Err(self.give_up(problem).await),
                None => Ok(()),
            };
        }
        let added = unpacked.count(Outcome::Added);
        let refused = unpacked.total() - added;
        match self.record(b"finish", Command::FinishImport { added, refused }).await {
            Ok(()) => Ok(()),
            Err(Stop::Here(problem)) => Err(JobError::Fail(problem)),
            Err(Stop::Later(error)) => Err(error),
        }
    }

    async fn give_up(&self, problem: &str) -> JobError {
        // Swept later if this fails.
        let _ = self.intake.blobs.unspool(self.work.id).await;
        JobError::Fail(problem.to_owned())
    }

    pub(super) async fn record(&self, part: &[u8], command: Command) -> Result<(), Stop> {
        let (caller, set) = (self.caller.part(part), self.job.image_set);
        let recorded =
            self.intake.transfers.record(caller, TransferId::new(self.work.id), set, command).await;
        recorded.map(|_| ()).map_err(Stop::of)
    }
}
