//! From entry to entry of an archive.

use std::{collections::BTreeMap, pin::pin, sync::OnceLock};

use domain::{AccountId, CommandId, CorrelationId, TransferId, transfer::Command};
use futures::{StreamExt as _, stream, try_join};
use projections::Via;
use serde::Serialize;
use tokio::sync::mpsc;

use super::{
    Intake, Outcome, Uploaded, ZipIntake,
    archive::key,
    looked::{Entry, Found},
    picture::Prepared,
    stop::{Stop, later},
};
use crate::{
    Caller,
    archive::{ArchiveEntry, ArchiveLimits, Content, NamesRead, Unpacking},
    jobs::{Halt, JobContext, JobError},
    pictures::FileCalled,
};

/// Entries in work.
const AT_ONCE: usize = 32;
/// Entries of which the log is told together.
const TOGETHER: usize = 128;

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

    pub(super) fn add(&mut self, uploaded: Uploaded) {
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
    pub(super) ended: OnceLock<String>,
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
        Ok(Self { intake, job, work, caller, ended: OnceLock::new() })
    }

    pub(super) async fn unpack(&self, unpacked: &mut Unpacked) -> Result<(), Stop> {
        let unpacking = self.open().await?;
        let count = unpacking.count() as u64;
        unpacked.names = unpacking.names();
        self.work.expect(count);
        // Without a bound: what is looked at holds connections, and must go on while others wait for one to be added.
        let (ready, mut waiting) = mpsc::unbounded_channel();
        let add = async {
            let mut entries = vec![];
            while waiting.recv_many(&mut entries, TOGETHER).await > 0 {
                self.add(&mut entries, unpacked).await?;
            }
            Ok(())
        };
        try_join!(self.prepare(unpacking, ready), add)?;
        self.work.reach(count);
        Ok(())
    }

    /// Hands over one entry after the other, in the archive's order, while others are in work.
    async fn prepare(
        &self,
        unpacking: Unpacking,
        ready: mpsc::UnboundedSender<Result<Entry, Stop>>,
    ) -> Result<(), Stop> {
        let entries = stream::unfold(unpacking, |mut unpacking| async move {
            unpacking.next().await.map(|entry| (entry, unpacking))
        });
        let prepared = entries.map(|entry| async move {
            let (entry, _held) = entry.map_err(|error| Stop::archive(&error))?;
            let (index, path) = (entry.index as u64, entry.path.clone());
            Ok(Entry { index, path, found: self.look(entry).await? })
        });
        let mut prepared = pin!(prepared.buffered(AT_ONCE));
        // Why it goes no further counts after the entries before it.
        while let Some(next) = prepared.next().await {
            let goes_on = next.is_ok();
            if ready.send(next).is_err() || !goes_on {
                break;
            }
        }
        Ok(())
    }

    async fn open(&self) -> Result<Unpacking, Stop> {
        let set = self.job.image_set;
        // Once it has begun, every file is told of.
        if !self.has_begun().await.map_err(Stop::Later)? {
            self.intake.images.may_add(self.caller, set).await.map_err(Stop::of)?;
        }
        let file = self.intake.blobs.spooled(self.work.id).await.map_err(|error| Stop::storage(&error))?;
        let limits = ArchiveLimits { entry: self.intake.processor.limits().file, ..self.intake.limits.zip };
        let unpacking =
            Unpacking::start(file, limits, self.job.encoding).await.map_err(|error| Stop::archive(&error))?;
        let what = self.job.name.to_string();
        self.record(b"start", Command::StartImport { image_set: set, what }).await?;
        Ok(unpacking)
    }

    async fn look(&self, entry: ArchiveEntry) -> Result<Found, Stop> {
        match self.work.halt() {
            Some(Halt::Stopping) => return Err(Stop::Later(JobError::Stopped)),
            Some(why) => return Err(Stop::Halted(why)),
            None => {}
        }
        let ArchiveEntry { index, path, outcome } = entry;
        let told = |uploaded| Ok(Found::Looked(Prepared::Told(uploaded)));
        let Content { bytes, digest } = match outcome {
            Ok(content) => content,
            Err(refusal) => return told(Uploaded::refused(&path, refusal.into(), &refusal)),
        };
        let file = match FileCalled::at_path(&path) {
            Ok(file) => file,
            Err(error) => return told(Uploaded::refused(&path, Outcome::BadName, &error)),
        };
        let (caller, set) = (self.caller.part(&key(index, digest)), self.job.image_set);
        if let Some(problem) = self.ended.get() {
            // Before this job was interrupted it may have been taken.
            let known = self.intake.known(caller, set, &file, digest).await.map_err(Stop::of)?;
            return Ok(known.map_or_else(
                || Found::NotTaken(problem.clone()),
                |known| Found::Looked(Prepared::Told(known)),
            ));
        }
        let prepared = self.intake.prepare(caller, set, file, digest, bytes).await;
        match prepared.map_err(Stop::of) {
            Ok(prepared) => Ok(Found::Looked(prepared)),
            Err(Stop::Here(problem)) => Ok(Found::NotTaken(problem)),
            Err(stop) => Err(stop),
        }
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
