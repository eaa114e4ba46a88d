//! The dry run, and what the job goes through.

use std::collections::BTreeSet;

use domain::{
    AccountId, Action, AnnotationId, CorrelationId, Decider as _, Fact, ImageId, ImageSetId,
    image::{Annotation, Image, Left, Plan, Step, Undoing, Whose, undo},
};
use projections::{Begun, Recorded};
use uuid::Uuid;

use super::Undos;
use crate::CommandError;

/// Images whose facts are read at once.
pub(super) const AT_ONCE: usize = 200;

/// What undoing would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UndoPlan {
    pub undone: Vec<PutBack>,
    pub left: Vec<LeftAlone>,
}

/// What would be put back as it was: a label, or without one the image.
#[derive(Debug, Clone, PartialEq)]
pub struct PutBack {
    pub image: ImageId,
    pub annotation: Option<AnnotationId>,
    /// What is done to it, in this order.
    pub steps: Vec<Step>,
    /// The label as it is now.
    pub now: Option<Annotation>,
}

/// What would stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftAlone {
    pub image: ImageId,
    pub annotation: Option<AnnotationId>,
    pub why: Left,
}

/// What belongs together, as far as it can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undoable {
    pub begun: Begun,
    pub sets: Vec<ImageSetId>,
    pub images: Vec<Uuid>,
}

/// What is undone, by whom, and under which correlation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task {
    pub of: CorrelationId,
    pub begun: Begun,
    pub by: AccountId,
    pub undoing: Option<CorrelationId>,
}

/// What is to become of one image.
#[derive(Debug)]
pub(super) struct OnImage {
    pub image: ImageId,
    pub now: Image,
    pub labels: Vec<Undoing>,
    /// Labels that an earlier attempt has put back.
    pub put_back: BTreeSet<Option<AnnotationId>>,
    /// How many facts an earlier attempt left here.
    pub facts: usize,
}

impl Undos {
    /// What undoing would do, as things stand.
    pub async fn plan(&self, by: AccountId, of: CorrelationId) -> Result<UndoPlan, CommandError> {
        let undoable = self.permit(by, of).await?;
        let (task, mut plan) = (Task { of, begun: undoable.begun, by, undoing: None }, UndoPlan::default());
        for images in undoable.images.chunks(AT_ONCE) {
            for OnImage { image, labels, now, .. } in self.undoings(images, task).await? {
                for Undoing { annotation, plan: of_label } in labels {
                    match of_label {
                        Plan::Steps(steps) => {
                            let label = annotation.and_then(|id| now.annotation(id)).cloned();
                            plan.undone.push(PutBack { image, annotation, steps, now: label });
                        }
                        Plan::Leave(why) => plan.left.push(LeftAlone { image, annotation, why }),
                        Plan::Nothing => {}
                    }
                }
            }
        }
        Ok(plan)
    }

    /// Whether somebody may undo it; what others did, or a job, only those who govern the set.
    pub(super) async fn permit(&self, by: AccountId, of: CorrelationId) -> Result<Undoable, CommandError> {
        if self.orders.jobs.find(of.uuid()).await?.is_some_and(|job| !job.state.is_over()) {
            return Err(CommandError::conflict(
                "still_running",
                "this is still being done: wait until it is over",
            ));
        }
        let log = self.views.log();
        let begun = log.begun(of).await?.ok_or(CommandError::NOT_FOUND)?;
        let mut touched = log.touched_by(of, begun).await?;
        touched.retain(|stream| stream.stream_type == Image::TYPE && stream.image_set.is_some());
        let own = begun.by == by && touched.iter().all(|stream| !stream.by_job);
        let action = if own { Action::Annotate } else { Action::Govern };
        let sets: BTreeSet<_> = touched.iter().filter_map(|stream| stream.image_set).collect();
        for set in &sets {
            self.permissions.on_set(by, ImageSetId::new(*set), action).await?;
        }
        if sets.is_empty() {
            return Err(CommandError::NOT_FOUND);
        }
        let images = touched.into_iter().map(|stream| stream.stream_id).collect();
        Ok(Undoable { begun, sets: sets.into_iter().map(ImageSetId::new).collect(), images })
    }

    pub(super) async fn undoings(&self, images: &[Uuid], task: Task) -> Result<Vec<OnImage>, CommandError> {
        let facts = self.views.log().of_streams(images).await?;
        let streams = facts.chunk_by(|a, b| a.fact.stream() == b.fact.stream());
        Ok(streams.map(|stream| OnImage::of(stream, task)).collect())
    }
}

impl OnImage {
    fn of(stream: &[Recorded], task: Task) -> Self {
        let undoing = Begun::by_job_of(task.by);
        let whose = |recorded: &Recorded| match recorded.correlation {
            correlation if correlation == task.of && task.begun.covers(recorded) => Whose::Ours,
            correlation if Some(correlation) == task.undoing && undoing.covers(recorded) => Whose::Undoing,
            _ => Whose::Other,
        };
        let facts: Vec<_> = stream
            .iter()
            .filter_map(|recorded| match &recorded.fact {
                Fact::Image(_, event) => Some((recorded.stamp(), event, whose(recorded))),
                _ => None,
            })
            .collect();
        let put_back = facts.iter().filter(|(.., whose)| *whose == Whose::Undoing);
        let mut now = Image::default();
        for (stamp, event, _) in &facts {
            now.apply(event, *stamp);
        }
        Self {
            now,
            facts: put_back.clone().count(),
            image: ImageId::new(stream.first().map(|recorded| recorded.fact.stream()).unwrap_or_default()),
            put_back: put_back.map(|(_, event, _)| event.annotation()).collect(),
            labels: undo(facts, task.by),
        }
    }
}
