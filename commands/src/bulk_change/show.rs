//! A bulk change, or an undo, as those see it who ordered it or govern the set.

use domain::{AccountId, Action, CorrelationId, ImageSetId};
use uuid::Uuid;

use super::{BulkAction, BulkChange, BulkChanges, Report, Subject};
use crate::{CommandError, jobs::JobView, label_import::LabelImport, undo::Undo};

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
    /// Not ordered here, and undone as if it were.
    Import {
        file: String,
    },
}

impl BulkChanges {
    pub async fn find(&self, by: AccountId, id: Uuid) -> Result<Ordered, CommandError> {
        let job = self.orders.jobs.find(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let (Some(set), Some(owner)) = (job.object, job.owner) else { return Err(CommandError::NOT_FOUND) };
        let (image_set, own) = (ImageSetId::new(set), owner == by);
        let what = match job.kind.as_str() {
            "bulk_change" => self.orders.jobs.payload::<BulkChange>(id).await?.map(What::from),
            "label_import" => self.orders.jobs.payload::<LabelImport>(id).await?.map(What::from),
            "undo" => self.orders.jobs.payload::<Undo>(id).await?.map(What::from),
            _ => None,
        };
        let what = what.ok_or(CommandError::NOT_FOUND)?;
        self.permissions.on_set(by, image_set, if own { Action::Annotate } else { Action::Govern }).await?;
        let report = job.result.clone().filter(|_| job.state.is_over());
        let report = report.and_then(|report| serde_json::from_value(report).ok());
        Ok(Ordered { id, image_set, by: owner, what, job, report })
    }
}

impl From<BulkChange> for What {
    fn from(change: BulkChange) -> Self {
        Self::Change { action: change.action, subjects: change.subjects }
    }
}

impl From<LabelImport> for What {
    fn from(import: LabelImport) -> Self {
        Self::Import { file: import.file.name }
    }
}

impl From<Undo> for What {
    fn from(undo: Undo) -> Self {
        Self::Undo { of: undo.correlation }
    }
}
