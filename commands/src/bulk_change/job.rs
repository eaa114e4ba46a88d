//! The job that does a bulk change. Run again after a crash, it does nothing twice.

use std::collections::HashSet;

use domain::{
    Action, CommandId, ImageId, ImageSetId, Shape,
    annotation_type::Spec,
    image::{Change, Command, Draft, Origin},
};
use futures::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use projections::standing::Standing;

use super::{BulkAction, BulkChanges, Report, Subject, by_job, later, settle::mismatch, with_retries};
use crate::{
    Caller, CommandError, ids,
    jobs::{Job, JobContext, JobError, Registry},
};

/// Commands that wait for the log together.
const SIDE_BY_SIDE: usize = 32;
/// Subjects of which is looked up at once whether they were changed before.
const AT_ONCE: usize = 500;

/// What is to be done, and to what exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkChange {
    pub image_set: ImageSetId,
    pub action: BulkAction,
    /// As jobs named them that were stored before images were among them.
    #[serde(alias = "labels")]
    pub subjects: Vec<Subject>,
    /// With which it was asked for.
    pub command: CommandId,
}

impl Job for BulkChange {
    const KIND: &'static str = "bulk_change";
}

/// Has bulk changes done by this process.
#[must_use]
pub fn register(registry: Registry, changes: BulkChanges) -> Registry {
    registry.on(move |job: BulkChange, work: JobContext| {
        let changes = changes.clone();
        async move {
            let caller = by_job(&work, job.command.uuid())?;
            Changer::of(changes, &job, caller).await?.run(&job.subjects, &work).await
        }
    })
}

/// Changes one after the other.
struct Changer {
    changes: BulkChanges,
    set: ImageSetId,
    action: BulkAction,
    /// Of the type that the labels shall have.
    spec: Option<Spec>,
    caller: Caller,
}

impl Changer {
    async fn of(changes: BulkChanges, job: &BulkChange, caller: Caller) -> Result<Self, JobError> {
        let spec = match job.action {
            BulkAction::Retype { annotation_type } | BulkAction::NotInImage { annotation_type } => {
                Some(changes.types.spec(annotation_type).await.map_err(|error| later(&error))?)
            }
            _ => None,
        };
        Ok(Self { changes, set: job.image_set, action: job.action, spec, caller })
    }

    async fn run(self, subjects: &[Subject], work: &JobContext) -> Result<Value, JobError> {
        work.expect(subjects.len() as u64);
        let mut report = Report::default();
        for subjects in subjects.chunks(AT_ONCE) {
            let before = self.done_before(subjects).await?;
            let changes = stream::iter(subjects.to_vec()).map(|subject| {
                let (this, is_done) = (&self, before.contains(&self.part(subject).command.uuid()));
                async move {
                    let outcome = if is_done { Ok(()) } else { with_retries(|| this.change(subject)).await };
                    work.advance(1);
                    (subject, outcome)
                }
            });
            let mut outcomes = std::pin::pin!(changes.buffered(SIDE_BY_SIDE));
            while let Some((subject, outcome)) = outcomes.next().await {
                report.note(subject.uuid(), outcome)?;
                work.go_on(|| report.shown())?;
            }
        }
        serde_json::to_value(&report).map_err(|error| JobError::Fail(error.to_string()))
    }

    /// By an attempt that did not come to its end.
    async fn done_before(&self, subjects: &[Subject]) -> Result<HashSet<Uuid>, JobError> {
        let ids: Vec<_> = subjects.iter().map(|subject| self.part(*subject).command.uuid()).collect();
        let done = self.changes.views.log().carried_out(&ids).await.map_err(|error| later(&error))?;
        Ok(done.into_iter().collect())
    }

    /// The right is asked for each of them, when it is changed: it may have been lost meanwhile.
    async fn change(&self, subject: Subject) -> Result<(), CommandError> {
        let (image, standing, spec) = self.permit(subject).await?;
        if standing.image_set != self.set {
            return Err(CommandError::NOT_FOUND);
        }
        let caller = self.part(subject);
        let command = command(self.action, spec, subject, caller)?;
        self.changes.executor.on_image(caller, image, &standing, command).await.map(drop)
    }

    /// With what the label must satisfy.
    async fn permit(&self, subject: Subject) -> Result<(ImageId, Standing, Spec), CommandError> {
        let (changes, by) = (&self.changes, self.caller.account);
        match subject {
            Subject::Label(label, _) => {
                let (place, standing) = changes.permissions.on_label(by, label, Action::Govern).await?;
                let spec = match self.spec {
                    Some(spec) => spec,
                    None => changes.types.spec(place.annotation_type).await?,
                };
                Ok((place.image, standing, spec))
            }
            Subject::Image(image) => {
                let (_, standing) = changes.permissions.on_image(by, image, Action::Govern).await?;
                Ok((image, standing, self.spec.ok_or_else(mismatch)?))
            }
        }
    }

    fn part(&self, subject: Subject) -> Caller {
        self.caller.part(subject.uuid().as_bytes())
    }
}

fn command(
    action: BulkAction,
    spec: Spec,
    subject: Subject,
    caller: Caller,
) -> Result<Command, CommandError> {
    let Subject::Label(annotation, revision) = subject else {
        let BulkAction::NotInImage { .. } = action else { return Err(mismatch()) };
        return Ok(Command::Draw(absent(spec, caller)));
    };
    let change = |blurred, concealed| Command::Change {
        annotation,
        revision,
        change: Change { spec, shape: None, blurred, concealed },
    };
    Ok(match action {
        BulkAction::Delete => Command::Erase { annotation, revision },
        BulkAction::Retype { .. } => change(None, None),
        BulkAction::Mark { blurred, concealed } => change(blurred, concealed),
        BulkAction::ResetVotes => Command::ResetVotes { annotation, revision },
        BulkAction::NotInImage { .. } => return Err(mismatch()),
    })
}

fn absent(spec: Spec, caller: Caller) -> Draft {
    Draft {
        annotation: ids::derive(caller.command, b"annotation").into(),
        spec,
        shape: Shape::NotInImage,
        blurred: false,
        concealed: false,
        extreme_points: None,
        origin: Origin::Hand,
    }
}
