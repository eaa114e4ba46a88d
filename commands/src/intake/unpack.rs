//! From entry to entry of an archive.

use std::{collections::BTreeMap, pin::pin};

use domain::{AccountId, CommandId, CorrelationId, TransferId, transfer::Command};
use futures::{StreamExt as _, stream};
use projections::Via;
use serde::Serialize;

use super::{
    Intake, Outcome, Uploaded, ZipIntake,
    archive::{fetch, key},
    picture::digest_of,
    stop::Stop,
};
use crate::{
    Caller,
    archive::{ArchiveEntry, ArchiveLimits, Unpacking},
    jobs::{Halt, JobContext, JobError},
    pictures::clean_name,
};

/// Entries in work; each may hold a large picture.
const AT_ONCE: usize = 2;

/// What the job has to tell in the end.
#[derive(Debug, Default, Serialize)]
pub(super) struct Unpacked {
    /// One for each entry, in the archive's order.
    pub results: Vec<Uploaded>,
    pub counts: BTreeMap<Outcome, u64>,
    /// Why it went no further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Unpacked {
    pub fn count(&self, outcome: Outcome) -> u64 {
        self.counts.get(&outcome).copied().unwrap_or_default()
    }

    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// One archive being unpacked.
pub(super) struct Unpacker {
    pub intake: Intake,
    pub job: ZipIntake,
    pub work: JobContext,
    pub caller: Caller,
}

impl Unpacker {
    pub fn of(intake: Intake, job: ZipIntake, work: JobContext) -> Result<Self, JobError> {
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

    pub(super) async fn unpack(&self, unpacked: &mut Unpacked) -> Result<(), Stop> {
        let unpacking = self.open().await?;
        let count = unpacking.count() as u64;
        self.work.expect(count);
        let entries = stream::unfold(unpacking, |mut unpacking| async move {
            unpacking.next().await.map(|entry| (entry, unpacking))
        });
        let taken = entries
            .map(|entry| async move { self.take(entry.map_err(|error| Stop::archive(&error))?).await });
        let mut taken = pin!(taken.buffered(AT_ONCE));
        while let Some(uploaded) = taken.next().await {
            let (index, uploaded) = uploaded?;
            *unpacked.counts.entry(uploaded.outcome).or_default() += 1;
            unpacked.results.push(uploaded);
            self.work.reach(index as u64 + 1);
        }
        self.work.reach(count);
        Ok(())
    }

    async fn open(&self) -> Result<Unpacking, Stop> {
        let set = self.job.image_set;
        self.intake.images.may_add(self.caller, set).await.map_err(Stop::of)?;
        let file = fetch(&self.intake.blobs, self.work.id).await.map_err(|error| Stop::storage(&error))?;
        let limits = ArchiveLimits { entry: self.intake.processor.limits().file, ..self.intake.limits.zip };
        let unpacking = Unpacking::start(file, limits).await.map_err(|error| Stop::archive(&error))?;
        let what = self.job.name.to_string();
        self.record(b"start", Command::StartImport { image_set: set, what }).await?;
        Ok(unpacking)
    }

    /// Told under the entry's whole path: an archive may hold one name in many folders.
    async fn take(&self, entry: ArchiveEntry) -> Result<(usize, Uploaded), Stop> {
        match self.work.halt() {
            Some(Halt::Stopping) => return Err(Stop::Later(JobError::Stopped)),
            Some(why) => return Err(Stop::Halted(why)),
            None => {}
        }
        let ArchiveEntry { index, name: path, outcome, .. } = entry;
        let bytes = match outcome {
            Ok(bytes) => bytes,
            Err(refusal) => return Ok((index, Uploaded::refused(path, refusal.into(), &refusal))),
        };
        let digest = digest_of(bytes.clone()).await;
        let caller = self.caller.part(&key(index, digest));
        let taken =
            self.intake.take_hashed(caller, self.job.image_set, clean_name(&path), digest, bytes).await;
        Ok((index, Uploaded { name: path, ..taken.map_err(Stop::of)? }))
    }

    pub(super) async fn record(&self, part: &[u8], command: Command) -> Result<(), Stop> {
        let (caller, set) = (self.caller.part(part), self.job.image_set);
        let recorded =
            self.intake.transfers.record(caller, TransferId::new(self.work.id), set, command).await;
        recorded.map(|_| ()).map_err(Stop::of)
    }
}
