//! From entry to entry of an archive.

use std::{collections::BTreeMap, pin::pin, sync::OnceLock};

use domain::{AccountId, CommandId, CorrelationId, TransferId, transfer::Command};
use futures::{StreamExt as _, stream};
use projections::Via;
use serde::Serialize;

use super::{
    Intake, Outcome, Uploaded, ZipIntake,
    archive::{fetch, key},
    stop::{Stop, later},
};
use crate::{
    Caller,
    archive::{ArchiveEntry, ArchiveLimits, Content, NamesRead, Unpacking},
    ids,
    jobs::{Halt, JobContext, JobError},
    locks::Locks,
    pictures::FileCalled,
};

/// Entries in work: while some are decoded, facts of others are written together.
const AT_ONCE: usize = 32;

/// What the job has to tell in the end.
#[derive(Debug, Default, Serialize)]
pub(super) struct Unpacked {
    /// One for each entry, in the archive's order.
    pub results: Vec<Uploaded>,
    pub counts: BTreeMap<Outcome, u64>,
    /// Images whose names are shorter than those of their files.
    #[serde(skip_serializing_if = "is_zero")]
    pub shortened: u64,
    /// How names were read that do not say how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<NamesRead>,
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

    fn add(&mut self, uploaded: Uploaded) {
        *self.counts.entry(uploaded.outcome).or_default() += 1;
        self.shortened += u64::from(uploaded.shortened);
        self.results.push(uploaded);
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// One archive being unpacked.
pub(super) struct Unpacker {
    pub intake: Intake,
    pub job: ZipIntake,
    pub work: JobContext,
    pub caller: Caller,
    /// Why no more is taken.
    ended: OnceLock<String>,
    /// Held by files that are in work, by their digests.
    equal: Locks,
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
            asked: None,
        };
        Ok(Self { intake, job, work, caller, ended: OnceLock::new(), equal: Locks::new() })
    }

    pub(super) async fn unpack(&self, unpacked: &mut Unpacked) -> Result<(), Stop> {
        let unpacking = self.open().await?;
        let count = unpacking.count() as u64;
        unpacked.names = unpacking.names();
        self.work.expect(count);
        let entries = stream::unfold(unpacking, |mut unpacking| async move {
            unpacking.next().await.map(|entry| (entry, unpacking))
        });
        let taken = entries.map(|entry| async move {
            let (entry, held) = entry.map_err(|error| Stop::archive(&error))?;
            let (index, path) = (entry.index as u64, entry.path.clone());
            let taken = self.take(entry).await;
            drop(held);
            Ok::<_, Stop>((index, path, taken))
        });
        let mut taken = pin!(taken.buffered(AT_ONCE));
        while let Some(next) = taken.next().await {
            let (index, path, uploaded) = next?;
            let uploaded = match uploaded {
                // Every file is told of: those after it are not taken for the same reason.
                Err(Stop::Here(problem)) => {
                    let uploaded = Uploaded::refused(&path, Outcome::NotTaken, &problem);
                    unpacked.problem = Some(self.ended.get_or_init(|| problem).clone());
                    uploaded
                }
                uploaded => uploaded?,
            };
            unpacked.add(uploaded);
            self.work.reach(index + 1);
        }
        self.work.reach(count);
        Ok(())
    }

    async fn open(&self) -> Result<Unpacking, Stop> {
        let set = self.job.image_set;
        // Once it has begun, every file is told of.
        if !self.has_begun().await.map_err(Stop::Later)? {
            self.intake.images.may_add(self.caller, set).await.map_err(Stop::of)?;
        }
        let file = fetch(&self.intake.blobs, self.work.id).await.map_err(|error| Stop::storage(&error))?;
        let limits = ArchiveLimits { entry: self.intake.processor.limits().file, ..self.intake.limits.zip };
        let unpacking =
            Unpacking::start(file, limits, self.job.encoding).await.map_err(|error| Stop::archive(&error))?;
        let what = self.job.name.to_string();
        self.record(b"start", Command::StartImport { image_set: set, what }).await?;
        Ok(unpacking)
    }

    async fn take(&self, entry: ArchiveEntry) -> Result<Uploaded, Stop> {
        match self.work.halt() {
            Some(Halt::Stopping) => return Err(Stop::Later(JobError::Stopped)),
            Some(why) => return Err(Stop::Halted(why)),
            None => {}
        }
        let ArchiveEntry { index, path, outcome } = entry;
        let Content { bytes, digest } = match outcome {
            Ok(content) => content,
            Err(refusal) => return Ok(Uploaded::refused(&path, refusal.into(), &refusal)),
        };
        let file = match FileCalled::at_path(&path) {
            Ok(file) => file,
            Err(error) => return Ok(Uploaded::refused(&path, Outcome::BadName, &error)),
        };
        let caller = self.caller.part(&key(index, digest));
        // Of equal files the first is the image.
        let _alone = self.equal.lock(ids::derive(CommandId::new(self.work.id), digest.bytes())).await;
        let taken = match self.ended.get() {
            None => self.intake.take_hashed(caller, self.job.image_set, &file, digest, bytes).await,
            // Before this job was interrupted it may have been taken.
            Some(problem) => match self.intake.known(caller, self.job.image_set, &file, digest).await {
                Ok(None) => return Err(Stop::Here(problem.clone())),
                Ok(Some(known)) => Ok(known),
                Err(error) => Err(error),
            },
        };
        // Told under the entry's whole path, which may say what no name does.
        Ok(Uploaded { name: path, ..taken.map_err(Stop::of)? })
    }

    /// Whether the log knows of the import: the archive could be opened.
    pub(super) async fn has_begun(&self) -> Result<bool, JobError> {
        let begun = self.intake.views.transfer(TransferId::new(self.work.id)).await;
        Ok(begun.map_err(|error| later(&error))?.is_some())
    }

    pub(super) async fn record(&self, part: &[u8], command: Command) -> Result<(), Stop> {
        let (caller, set) = (self.caller.part(part), self.job.image_set);
        let recorded =
            self.intake.transfers.record(caller, TransferId::new(self.work.id), set, command).await;
        recorded.map(|_| ()).map_err(Stop::of)
    }
}
