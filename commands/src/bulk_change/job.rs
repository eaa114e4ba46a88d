//! The job that changes many labels. Run again after a crash, it changes none twice.

use std::collections::HashSet;

use domain::{
    Action, AnnotationId, CommandId, ImageSetId,
    annotation_type::Spec,
    image::{Change, Command},
};
use futures::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Deed, Report, by_job, later, patiently};
use crate::{
    Caller, CommandError, Commands,
    jobs::{Job, JobError, Registry, Work},
};

/// Commands that wait for the log together.
const SIDE_BY_SIDE: usize = 32;
/// Labels of which is looked up at once whether they were changed before.
const AT_ONCE: usize = 500;

/// What is to be done to which labels, at which revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkChange {
    pub image_set: ImageSetId,
    pub deed: Deed,
    pub labels: Vec<(AnnotationId, u32)>,
    /// With which it was asked for.
    pub command: CommandId,
}

impl Job for BulkChange {
    const KIND: &'static str = "bulk_change";
}

/// Has bulk changes done by this process.
#[must_use]
pub fn register(registry: Registry, commands: Commands) -> Registry {
    registry.on(move |job: BulkChange, work: Work| {
        let commands = commands.clone();
        async move {
            let caller = by_job(&work, job.command.uuid())?;
            Changer::of(commands, &job, caller).await?.run(&job.labels, &work).await
        }
    })
}

/// Changes one label after the other.
struct Changer {
    commands: Commands,
    set: ImageSetId,
    deed: Deed,
    /// Of the type that the labels shall have.
    spec: Option<Spec>,
    caller: Caller,
}

impl Changer {
    async fn of(commands: Commands, job: &BulkChange, caller: Caller) -> Result<Self, JobError> {
        let spec = match job.deed {
            Deed::Retype { annotation_type } => {
                Some(commands.spec(annotation_type).await.map_err(|error| later(&error))?)
            }
            _ => None,
        };
        Ok(Self { commands, set: job.image_set, deed: job.deed, spec, caller })
    }

    async fn run(self, labels: &[(AnnotationId, u32)], work: &Work) -> Result<Value, JobError> {
        work.expect(labels.len() as u64);
        let mut report = Report::default();
        for labels in labels.chunks(AT_ONCE) {
            let before = self.done_before(labels).await?;
            let changes = stream::iter(labels.to_vec()).map(|(label, revision)| {
                let (this, is_done) = (&self, before.contains(&self.part(label).command.uuid()));
                async move {
                    let outcome =
                        if is_done { Ok(()) } else { patiently(|| this.change(label, revision)).await };
                    work.advance(1);
                    (label, outcome)
                }
            });
            let mut outcomes = std::pin::pin!(changes.buffered(SIDE_BY_SIDE));
            while let Some((label, outcome)) = outcomes.next().await {
                report.note(label.uuid(), outcome)?;
                if work.stopping.is_cancelled() {
                    return Err(JobError::Stopped);
                }
            }
        }
        serde_json::to_value(&report).map_err(|error| JobError::Fail(error.to_string()))
    }

    /// By an attempt that did not come to its end.
    async fn done_before(&self, labels: &[(AnnotationId, u32)]) -> Result<HashSet<Uuid>, JobError> {
        let ids: Vec<_> = labels.iter().map(|(label, _)| self.part(*label).command.uuid()).collect();
        let done = self.commands.views().log().carried_out(&ids).await.map_err(|error| later(&error))?;
        Ok(done.into_iter().collect())
    }

    /// The right is asked for each label, when it is changed: it may have been lost meanwhile.
    async fn change(&self, annotation: AnnotationId, revision: u32) -> Result<(), CommandError> {
        let caller = self.part(annotation);
        let (place, standing) =
            self.commands.permit_on_annotation(caller.account, annotation, Action::Govern).await?;
        if place.image_set != self.set {
            return Err(CommandError::NOT_FOUND);
        }
        let spec = match self.spec {
            Some(spec) => spec,
            None => self.commands.spec(place.annotation_type).await?,
        };
        let command = command(self.deed, spec, annotation, revision);
        self.commands.on_image(caller, place.image, &standing, command).await.map(drop)
    }

    fn part(&self, label: AnnotationId) -> Caller {
        self.caller.part(label.uuid().as_bytes())
    }
}

fn command(deed: Deed, spec: Spec, annotation: AnnotationId, revision: u32) -> Command {
    let change = |blurred, concealed| Command::Change {
        annotation,
        revision,
        change: Change { spec, shape: None, blurred, concealed },
    };
    match deed {
        Deed::Delete => Command::Erase { annotation, revision },
        Deed::Retype { .. } => change(None, None),
        Deed::Mark { blurred, concealed } => change(blurred, concealed),
        Deed::ResetVotes => Command::ResetVotes { annotation, revision },
    }
}
