//! An import, as those see it who ordered it or govern the set.

use domain::{AccountId, Action, ImageSetId};
use uuid::Uuid;

use super::{LabelImport, LabelImports, Report};
use crate::{
    CommandError,
    jobs::{Job as _, JobView},
};

/// What was ordered, and how far it is.
#[derive(Debug, Clone)]
pub struct OrderedImport {
    pub id: Uuid,
    pub image_set: ImageSetId,
    pub by: AccountId,
    pub what: LabelImport,
    pub job: JobView,
    /// Once it is over.
    pub report: Option<Report>,
}

impl LabelImports {
    pub async fn find(&self, by: AccountId, id: Uuid) -> Result<OrderedImport, CommandError> {
        let job = self.orders.jobs.find(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let (Some(set), Some(owner)) = (job.object, job.owner) else { return Err(CommandError::NOT_FOUND) };
        if job.kind != LabelImport::KIND {
            return Err(CommandError::NOT_FOUND);
        }
        let (image_set, own) = (ImageSetId::new(set), owner == by);
        self.permissions.on_set(by, image_set, if own { Action::Annotate } else { Action::Govern }).await?;
        let what = self.orders.jobs.payload::<LabelImport>(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let report = job.result.clone().filter(|_| job.state.is_over());
        let report = report.and_then(|report| serde_json::from_value(report).ok());
        Ok(OrderedImport { id, image_set, by: owner, what, job, report })
    }
}
