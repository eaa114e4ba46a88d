//! A bulk change, an undo, an import or an upload, as those see it who ordered it or govern the set.

use domain::{AccountId, Action, CorrelationId, ImageSetId, Name};
use projections::PartOfWhole;
use uuid::Uuid;

use super::{BulkAction, BulkChange, BulkChanges, Report, Subject};
use crate::{
    CommandError,
    intake::ZipIntake,
    jobs::{JobState, JobView},
    label_import::LabelImport,
    undo::Undo,
};

/// What was ordered, and how far it is.
#[derive(Debug, Clone)]
pub struct Ordered {
    pub id: Uuid,
    pub image_set: ImageSetId,
    pub by: AccountId,
    pub what: What,
    pub job: JobView,
    /// Once it is done.
    pub report: Option<Report>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Change {
        action: BulkAction,
        subjects: Vec<Subject>,
    },
    Undo {
        of: CorrelationId,
    },
    /// A file of labels.
    LabelImport {
        file: String,
    },
    /// An archive.
    Import {
        name: Name,
    },
    /// Files that came together.
    Upload {
        images: usize,
    },
    /// By a job that nobody remembers any more; the log does.
    Past,
}

impl BulkChanges {
    pub async fn find(&self, by: AccountId, id: Uuid) -> Result<Ordered, CommandError> {
        let Some(job) = self.orders.jobs.find(id).await? else { return self.logged(by, id).await };
        let (Some(set), Some(owner)) = (job.object, job.owner) else { return Err(CommandError::NOT_FOUND) };
        let (image_set, own) = (ImageSetId::new(set), owner == by);
        let what = match job.kind.as_str() {
            "bulk_change" => self.orders.jobs.payload::<BulkChange>(id).await?.map(What::from),
            "label_import" => self.orders.jobs.payload::<LabelImport>(id).await?.map(What::from),
            "undo" => self.orders.jobs.payload::<Undo>(id).await?.map(What::from),
            "zip_intake" => self.orders.jobs.payload::<ZipIntake>(id).await?.map(What::from),
            _ => None,
        };
        let what = what.ok_or(CommandError::NOT_FOUND)?;
        self.permissions.on_set(by, image_set, if own { Action::Annotate } else { Action::Govern }).await?;
        let report = job.result.clone().filter(|_| job.state.is_over());
        let report = report.and_then(|report| serde_json::from_value(report).ok());
        Ok(Ordered { id, image_set, by: owner, what, job, report })
    }

    /// What the log alone tells: no job did it, or it is forgotten.
    async fn logged(&self, by: AccountId, id: Uuid) -> Result<Ordered, CommandError> {
        let (log, of) = (self.views.log(), CorrelationId::new(id));
        let begun = log.begun(of).await?.ok_or(CommandError::NOT_FOUND)?;
        let mut sets: Vec<_> =
            log.touched_by(of, begun).await?.into_iter().filter_map(|stream| stream.image_set).collect();
        sets.sort_unstable();
        sets.dedup();
        let action = if begun.by == by { Action::Annotate } else { Action::Govern };
        for set in &sets {
            self.permissions.on_set(by, ImageSetId::new(*set), action).await?;
        }
        let mut parts = self.views.parts_of_wholes(&[id], None).await?;
        parts.retain(|part| part.account == begun.by.uuid());
        let set = sets.first().copied().filter(|_| !parts.is_empty()).ok_or(CommandError::NOT_FOUND)?;
        Ok(Ordered {
            id,
            image_set: ImageSetId::new(set),
            by: begun.by,
            what: if begun.by_client { uploaded(&parts) } else { What::Past },
            job: over(id, begun.by, set, &parts),
            report: None,
        })
    }
}

fn uploaded(parts: &[PartOfWhole]) -> What {
    let images: i64 = parts.iter().map(|part| part.facts).sum();
    What::Upload { images: usize::try_from(images).unwrap_or_default() }
}

/// As it would be told of a job that is done.
fn over(id: Uuid, by: AccountId, set: Uuid, parts: &[PartOfWhole]) -> JobView {
    let facts = parts.iter().map(|part| part.facts).sum();
    JobView {
        id,
        kind: "log".to_owned(),
        owner: Some(by),
        object: Some(set),
        state: JobState::Done,
        attempts: 1,
        progress_done: facts,
        progress_total: Some(facts),
        result: None,
        error: None,
        created_at: parts.iter().map(|part| part.first_at).min().unwrap_or_default(),
        finished_at: parts.iter().map(|part| part.last_at).max(),
        cancelled_by: None,
    }
}

impl From<ZipIntake> for What {
    fn from(zip: ZipIntake) -> Self {
        Self::Import { name: zip.name }
    }
}

impl From<BulkChange> for What {
    fn from(change: BulkChange) -> Self {
        Self::Change { action: change.action, subjects: change.subjects }
    }
}

impl From<LabelImport> for What {
    fn from(import: LabelImport) -> Self {
        Self::LabelImport { file: import.file.name }
    }
}

impl From<Undo> for What {
    fn from(undo: Undo) -> Self {
        Self::Undo { of: undo.correlation }
    }
}
