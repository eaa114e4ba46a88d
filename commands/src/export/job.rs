//! The job that writes an export. Run again it writes the same bytes.

use std::{
    fs::File,
    io::{ErrorKind, Seek as _},
};

use domain::{
    CommandId, CorrelationId, Digest, TransferId,
    formats::{
        LabelledSet, Writer,
        template::{Template, TextWriter},
    },
    transfer::{Command, Format, Request, Transfer},
};
use projections::Via;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_util::io::ReaderStream;

use super::{
    Exports,
    name::file_name,
    quota::{Room, team_of_member},
    spool::Spool,
    trouble::Trouble,
    write::{WriteError, Written, write},
};
use crate::{
    Caller,
    blobs::StoredObject,
    jobs::{Halt, Job, JobContext, JobError, Registry},
};

const CHUNK: usize = 256 << 10;

/// Everything the job must know, should it be the first to tell the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportJob {
    pub request: Request,
    /// With which it was asked for.
    pub command: CommandId,
    /// What was asked for, of which `request` is what it meant then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Digest>,
    pub via: Via,
}

impl Job for ExportJob {
    const KIND: &'static str = "export";
}

/// Has exports written by this process.
#[must_use]
pub fn register(registry: Registry, exports: Exports) -> Registry {
    registry.on(move |job: ExportJob, work: JobContext| {
        let exports = exports.clone();
        async move {
            let account = work.owner.ok_or_else(|| JobError::Fail("nobody asked for this".to_owned()))?;
            let asked = Caller { asked: job.asked, ..Caller::new(account, job.via, job.command) };
            Export { exports, work, asked }.run(job.request).await
        }
    })
}

struct Export {
    exports: Exports,
    work: JobContext,
    /// Whoever asked, with the command that did.
    asked: Caller,
}

impl Export {
    async fn run(self, request: Request) -> Result<Value, JobError> {
        let request = match self.begin(request).await {
            Ok(Transfer::Exporting { request, .. }) => request,
            Ok(Transfer::Failed { reason, .. }) | Err(Trouble::Never(reason)) => {
                return Err(JobError::Fail(reason));
            }
            Ok(state) => return Ok(shown(&state)),
            Err(Trouble::Later | Trouble::Halted(_)) => return Err(later()),
        };
        let reason = match self.finish(&request).await {
            Ok(state) => return Ok(shown(&state)),
            Err(Trouble::Halted(Halt::Stopping)) => return Err(JobError::Stopped),
            Err(Trouble::Halted(why)) => return Err(self.halted(&request, why).await),
            Err(Trouble::Later) if self.work.attempt < ExportJob::ATTEMPTS => return Err(later()),
            Err(Trouble::Later) => "the server could not write it down; try again later".to_owned(),
            Err(Trouble::Never(reason)) => reason,
        };
        self.record(&request, b"fail", Command::FailExport { reason: reason.clone() })
            .await
            .map_err(|_| later())?;
        Err(JobError::Fail(reason))
    }

    /// The log hears that there will be no file.
    async fn halted(&self, request: &Request, why: Halt) -> JobError {
        match self.record(request, b"fail", Command::FailExport { reason: why.to_string() }).await {
            Ok(()) => JobError::Halted(why, Value::Null),
            Err(_) => later(),
        }
    }

    /// Tells the log what was asked for, unless that was done; what the log says counts.
    async fn begin(&self, request: Request) -> Result<Transfer, Trouble> {
        if let Some(state) = self.state().await? {
            return Ok(state);
        }
        let (exports, set) = (&self.exports, request.image_set);
        exports.transfers.record(self.asked, self.transfer(), set, Command::RequestExport(request)).await?;
        self.state().await?.ok_or(Trouble::Later)
    }

    async fn state(&self) -> Result<Option<Transfer>, Trouble> {
        Ok(self.exports.views.transfer(self.transfer()).await?.map(|line| line.state.0))
    }

    async fn finish(&self, request: &Request) -> Result<Transfer, Trouble> {
        self.exports.check(request).await?;
        let set = self.exports.set(request).await?;
        let fallback = file_name(&set, request.format.packaging().extension);
        let Written { spooled, left_out } = self.write(request, set).await?;
        let file_name = match request.format {
            Format::Template(_) => spooled.path.unwrap_or(fallback),
            Format::BuiltIn(_) => fallback,
        };
        self.fits(request, &spooled.file).await?;
        let StoredObject { digest, bytes } = self.store(&spooled.file).await?;
        self.record(request, b"finish", Command::FinishExport { file_name, digest, bytes, left_out }).await?;
        // The same bytes may have been removed meanwhile, for an export that was deleted.
        if matches!(self.exports.blobs.head(digest).await, Err(error) if error.is_not_found()) {
            self.store(&spooled.file).await?;
        }
        self.state().await?.ok_or(Trouble::Later)
    }

    async fn store(&self, file: &File) -> Result<StoredObject, Trouble> {
        let mut file = file.try_clone().map_err(WriteError::from)?;
        file.rewind().map_err(WriteError::from)?;
        let chunks = ReaderStream::with_capacity(tokio::fs::File::from_std(file), CHUNK);
        let stored = self.exports.blobs.put(chunks, u64::MAX).await;
        stored.map_err(|error| Trouble::transient(&error))
    }

    /// Others may have used up the room since.
    async fn fits(&self, request: &Request, file: &File) -> Result<(), Trouble> {
        let (room, bytes) = (self.room(request).await?, file.metadata().map_err(WriteError::from)?.len());
        if bytes <= room.bytes { Ok(()) } else { Err(self.full(room).await) }
    }

    async fn room(&self, request: &Request) -> Result<Room, Trouble> {
        let by = self.asked.account;
        let standing = self.exports.views.standing_to_set(request.image_set, by).await?;
        let team = standing.as_ref().and_then(team_of_member);
        Ok(self.exports.room(by, team).await?)
    }

    async fn full(&self, room: Room) -> Trouble {
        self.exports.full(room.ends_at).await.map_or_else(Trouble::from, Trouble::Never)
    }

    async fn write(&self, request: &Request, set: LabelledSet) -> Result<Written, Trouble> {
        let writer = self.writer(request, set).await?;
        let views = &self.exports.views;
        let reader = views.labelled(request).await?;
        self.work.expect(views.images_in(request).await? * writer.passes() as u64);
        let room = self.room(request).await?;
        let spool = Spool::new(request.format.packaging().archive, room.bytes, self.work.stopping.clone());
        let spool = spool.map_err(WriteError::from)?;
        match write(writer, &reader, spool, &self.work).await {
            Err(WriteError::Output(error)) if error.kind() == ErrorKind::FileTooLarge => {
                Err(self.full(room).await)
            }
            outcome => Ok(outcome?),
        }
    }

    async fn writer(&self, request: &Request, set: LabelledSet) -> Result<Box<dyn Writer>, Trouble> {
        if let Format::BuiltIn(format) = request.format {
            return Ok(format.writer(set));
        }
        let definition = self.exports.definition(request).await?;
        let definition = definition.ok_or_else(|| Trouble::Never("the format has gone".to_owned()))?;
        // Fails for a definition that was stored without having been checked.
        let template = Template::parse(&definition).map_err(|flaw| Trouble::Never(flaw.to_string()))?;
        Ok(Box::new(TextWriter::new(template, set, self.transfer())))
    }

    async fn record(&self, request: &Request, part: &[u8], command: Command) -> Result<(), Trouble> {
        let correlation = CorrelationId::new(self.work.id);
        let caller = Caller {
            via: Via::Job,
            command: CommandId::new(self.work.id),
            correlation,
            causation: Some(self.asked.command.uuid()),
            ..self.asked
        };
        self.exports.transfers.record(caller.part(part), self.transfer(), request.image_set, command).await?;
        Ok(())
    }

    fn transfer(&self) -> TransferId {
        TransferId::new(self.work.id)
    }
}

/// For who watches the job.
fn shown(state: &Transfer) -> Value {
    match state {
        Transfer::Exported { file_name, digest, bytes, left_out, .. } => {
            json!({ "file_name": file_name, "digest": digest, "bytes": bytes, "left_out": left_out })
        }
        _ => Value::Null,
    }
}

fn later() -> JobError {
    JobError::Retry("the server could not go on; it tries again".to_owned())
}
