//! The job that draws the labels of a file. Run again after a crash, it draws nothing twice.

use std::{collections::HashMap, io::Read as _};

use bytes::Bytes;
use domain::{
    Action, CommandId, CorrelationId, ImageId, ImageSetId, TransferId,
    annotation_type::Spec,
    image::{self, Draft, Image, Origin},
    transfer::Command,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::{Via, standing::Standing};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{LabelFile, LabelImports, Report, plan::Placed};
use crate::{
    Caller, CommandError, Refused,
    blobs::BlobError,
    bulk_change::Retries,
    done::Done,
    effort, ids,
    jobs::{Halt, Job, JobContext, JobError, Registry},
    on_image::{LABELS_AT_ONCE, Piece, SIDE_BY_SIDE},
};

/// Labels that are drawn and reported together: about as many facts as go into the log at once.
const AT_ONCE: usize = 1_000;

/// A file that waits in the storage under the job's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelImport {
    pub image_set: ImageSetId,
    pub file: LabelFile,
    /// With which it was uploaded.
    pub command: CommandId,
}

impl Job for LabelImport {
    const KIND: &'static str = "label_import";
}

/// Has labels imported by this process.
#[must_use]
pub fn register(registry: Registry, imports: LabelImports) -> Registry {
    registry.on(move |job: LabelImport, work: JobContext| {
        let imports = imports.clone();
        async move {
            let account = work.owner.ok_or_else(|| JobError::Fail("nobody asked for this".to_owned()))?;
            let caller = Caller {
                account,
                via: Via::Import,
                command: CommandId::new(work.id),
                correlation: CorrelationId::new(work.id),
                causation: Some(job.command.uuid()),
                asked: None,
            };
            Import { imports, job, work, caller }.run().await
        }
    })
}

struct Import {
    imports: LabelImports,
    job: LabelImport,
    work: JobContext,
    caller: Caller,
}

/// What is to be drawn on one image.
struct OnImage {
    image: ImageId,
    /// Facts of the job that are on it already.
    facts: usize,
    labels: Vec<(u64, image::Command)>,
}

impl Import {
    async fn run(self) -> Result<Value, JobError> {
        let set = self.job.image_set;
        let bytes = self.file().await?;
        let plan = self.imports.plan(set, &self.job.file, bytes).await.map_err(final_or_later)?;
        let what = self.job.file.name.clone();
        self.record(b"start", Command::StartImport { image_set: set, what }).await?;
        self.work.expect(plan.labels.len() as u64);
        let mut report = plan.report;
        let halted = self.draw(&plan.labels, &mut report).await?;
        let (added, refused) = (report.added, report.refused() + report.known + report.skipped);
        let end = match halted {
            Some(why) => Command::FailImport { added, refused, reason: why.to_string() },
            None => Command::FinishImport { added, refused },
        };
        self.record(b"finish", end).await?;
        if let Err(error) = self.imports.blobs.unspool(self.work.id).await {
            tracing::warn!(%error, job = %self.work.id, "an imported file stays behind until it is swept");
        }
        let result = serde_json::to_value(&report).map_err(|error| JobError::Fail(error.to_string()))?;
        match halted {
            Some(why) => Err(JobError::Halted(why, result)),
            None => Ok(result),
        }
    }

    async fn file(&self) -> Result<Bytes, JobError> {
        let mut file = self.imports.blobs.spooled(self.work.id).await.map_err(|error| match error {
            BlobError::NotFound => {
                JobError::Fail("the file is not there any more; import it again".to_owned())
            }
            error => later(&error),
        })?;
        let read = effort::blocking(move || {
            let mut bytes = vec![];
            file.read_to_end(&mut bytes).map(|_| bytes)
        });
        let read = read.await.map_err(|error| later(&error))?;
        Ok(read.map_err(|error| later(&error))?.into())
    }

    /// From batch to batch; says why it ended before the last one, if it did.
    async fn draw(&self, labels: &[Placed], report: &mut Report) -> Result<Option<Halt>, JobError> {
        let log = self.imports.views.log();
        let mut done = Done::read(&log, self.caller).await.map_err(|error| later(&error))?;
        for batch in labels.chunks(AT_ONCE) {
            match self.work.halt() {
                None => {}
                Some(Halt::Stopping) => return Err(JobError::Stopped),
                Some(why) => return Ok(Some(why)),
            }
            let mut retries = Retries::default();
            let outcomes = loop {
                match self.draw_batch(batch, &mut done).await {
                    Ok(outcomes) => break outcomes,
                    Err(error) => retries.wait(error).await?,
                }
                done = Done::read(&log, self.caller).await.map_err(|error| later(&error))?;
            };
            for placed in batch {
                if let Some(outcome) = outcomes.get(&placed.line) {
                    report.note(placed.line, placed.image.uuid(), outcome.clone());
                }
            }
            self.work.advance(batch.len() as u64);
        }
        Ok(None)
    }

    /// What became of each, by its line. What was drawn before is left as it is.
    async fn draw_batch(
        &self,
        batch: &[Placed],
        done: &mut Done,
    ) -> Result<HashMap<u64, Result<(), Refused>>, CommandError> {
        let (imports, set) = (&self.imports, self.job.image_set);
        // The right is asked for each batch, right before it is drawn: it may have been lost meanwhile.
        let permitted = imports.permissions.on_set(self.caller.account, set, Action::Annotate).await;
        let standing = match permitted.map_err(CommandError::last_word) {
            Ok(standing) => standing,
            Err(Ok(refused)) => {
                return Ok(batch.iter().map(|placed| (placed.line, Err(refused.clone()))).collect());
            }
            Err(Err(error)) => return Err(error),
        };
        let types = batch.iter().map(|placed| placed.annotation_type).collect();
        let specs = imports.types.specs(types).await?;
        let mut outcomes = HashMap::with_capacity(batch.len());
        let mut images: HashMap<ImageId, OnImage> = HashMap::new();
        for placed in batch {
            let draft = self.draft(placed, specs[&placed.annotation_type]);
            if done.subjects.contains(&draft.annotation.uuid()) {
                outcomes.insert(placed.line, Ok(()));
                continue;
            }
            let facts = done.facts.get(&placed.image.uuid()).copied().unwrap_or_default();
            let on = images.entry(placed.image);
            let on = on.or_insert_with(|| OnImage { image: placed.image, facts, labels: vec![] });
            on.labels.push((placed.line, image::Command::Draw(draft)));
        }
        let streams: Vec<Uuid> = images.keys().map(|image| image.uuid()).collect();
        imports.executor.prepare::<Image>(&streams).await?;
        let work: Vec<_> = images.into_values().map(|on| self.draw_on(on, &standing)).collect();
        let drawn: Vec<_> = stream::iter(work).buffer_unordered(SIDE_BY_SIDE).try_collect().await?;
        for (image, facts, of_image) in drawn {
            *done.facts.entry(image.uuid()).or_default() += facts;
            outcomes.extend(of_image);
        }
        Ok(outcomes)
    }

    async fn draw_on(
        &self,
        on: OnImage,
        standing: &Standing,
    ) -> Result<(ImageId, usize, Vec<(u64, Result<(), Refused>)>), CommandError> {
        let OnImage { image, facts, labels } = on;
        let (mut new, mut outcomes) = (0, Vec::with_capacity(labels.len()));
        for (nth, piece) in labels.chunks(LABELS_AT_ONCE).enumerate() {
            let (lines, commands): (Vec<_>, Vec<_>) = piece.iter().cloned().unzip();
            let piece = Piece { image, facts, nth };
            match self.imports.executor.execute_piece(self.caller, piece, standing, commands).await {
                Ok(done) => {
                    new += done.iter().flatten().sum::<usize>();
                    outcomes.extend(lines.into_iter().zip(done.into_iter().map(|outcome| outcome.map(drop))));
                }
                // The image was removed meanwhile.
                Err(error) => {
                    let refused = error.last_word()?;
                    outcomes.extend(lines.into_iter().map(|line| (line, Err(refused.clone()))));
                }
            }
        }
        Ok((image, new, outcomes))
    }

    fn draft(&self, placed: &Placed, spec: Spec) -> Draft {
        let id = self.caller.part(format!("line {}", placed.line).as_bytes()).command;
        Draft {
            annotation: ids::derive(id, b"annotation").into(),
            spec,
            shape: placed.shape.clone(),
            blurred: placed.blurred,
            concealed: placed.concealed,
            extreme_points: None,
            origin: Origin::Import { transfer: TransferId::new(self.work.id), line: placed.line },
        }
    }

    async fn record(&self, part: &[u8], command: Command) -> Result<(), JobError> {
        let (caller, set) = (self.caller.part(part), self.job.image_set);
        let recorded =
            self.imports.transfers.record(caller, TransferId::new(self.work.id), set, command).await;
        recorded.map(drop).map_err(final_or_later)
    }
}

fn final_or_later(error: CommandError) -> JobError {
    match error {
        CommandError::Refused(refused) => JobError::Fail(refused.message),
        CommandError::Denied(_) => JobError::Fail("you may not label this image set any more".to_owned()),
        error => later(&error),
    }
}

/// The details are for the operator.
fn later(error: &dyn std::error::Error) -> JobError {
    tracing::warn!(%error, "labels could not be imported for now");
    JobError::Retry("the server could not go on; it tries again".to_owned())
}
