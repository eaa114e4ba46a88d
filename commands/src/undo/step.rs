//! One step back: the command that anybody could send, with the right that it asks for.

use std::collections::{BTreeSet, HashMap};

use domain::{
    AccountId, Action, AnnotationId, AnnotationTypeId,
    annotation_type::Spec,
    image::{Change, Command, Image, Plan, Step, Undoing},
};
use projections::standing::Standing;

use crate::{CommandError, annotation_type::no_such_type, image::unlocked, permit::Permissions};

/// Whoever goes back, where they stand, and what the types ask of labels.
pub(super) struct Steps<'a> {
    pub by: AccountId,
    pub standing: &'a Standing,
    pub specs: &'a HashMap<AnnotationTypeId, Spec>,
    /// The image as it is.
    pub image: &'a Image,
}

impl Steps<'_> {
    /// The commands of one label's steps, or of the image's, if all of them are allowed.
    pub fn commands(
        &self,
        annotation: Option<AnnotationId>,
        steps: Vec<Step>,
    ) -> Result<Vec<Command>, CommandError> {
        let command = |step| {
            Permissions::check(self.standing, self.right_for(annotation, &step))?;
            if matches!(step, Step::RemoveImage | Step::RestoreImage) {
                unlocked(self.standing)?;
            }
            self.command(annotation, step)
        };
        steps.into_iter().map(command).collect()
    }

    fn right_for(&self, annotation: Option<AnnotationId>, step: &Step) -> Action {
        let author = annotation.and_then(|id| self.image.annotation(id)).map(|label| label.author);
        match step {
            Step::RemoveImage | Step::RestoreImage | Step::ResetVotes { .. } | Step::RestoreVotes { .. } => {
                Action::Govern
            }
            Step::DescribeImage { .. } => Action::Contribute,
            Step::Erase { .. } | Step::Restore | Step::Change { .. } if author != Some(self.by) => {
                Action::EditOthers
            }
            Step::Erase { .. }
            | Step::Restore
            | Step::Change { .. }
            | Step::Vote { .. }
            | Step::WithdrawVote { .. } => Action::Annotate,
        }
    }

    fn command(&self, annotation: Option<AnnotationId>, step: Step) -> Result<Command, CommandError> {
        Ok(match (step, annotation) {
            (Step::RemoveImage, _) => Command::Remove,
            (Step::RestoreImage, _) => Command::Restore,
            (Step::DescribeImage { metadata }, _) => Command::Describe { metadata },
            (Step::Erase { revision }, Some(annotation)) => Command::Erase { annotation, revision },
            (Step::Restore, Some(annotation)) => Command::RestoreAnnotation { annotation },
            (Step::Change { revision, annotation_type, shape, blurred, concealed }, Some(annotation)) => {
                let spec = self.specs.get(&annotation_type).copied().ok_or_else(no_such_type)?;
                let (shape, blurred, concealed) = (Some(shape), Some(blurred), Some(concealed));
                Command::Change { annotation, revision, change: Change { spec, shape, blurred, concealed } }
            }
            (Step::Vote { revision, verdict }, Some(annotation)) => {
                Command::Vote { annotation, revision, verdict }
            }
            (Step::WithdrawVote { revision }, Some(annotation)) => {
                Command::WithdrawVote { annotation, revision }
            }
            (Step::ResetVotes { revision }, Some(annotation)) => Command::ResetVotes { annotation, revision },
            (Step::RestoreVotes { revision }, Some(annotation)) => {
                Command::RestoreVotes { annotation, revision }
            }
            (_, None) => return Err(CommandError::NOT_FOUND),
        })
    }
}

/// Types that labels are to be of again.
pub(super) fn types_in<'a>(undoings: impl Iterator<Item = &'a Undoing>) -> BTreeSet<AnnotationTypeId> {
    let steps = undoings.filter_map(|undoing| match &undoing.plan {
        Plan::Steps(steps) => Some(steps),
        Plan::Nothing | Plan::Leave(_) => None,
    });
    let of = |step: &Step| match step {
        Step::Change { annotation_type, .. } => Some(*annotation_type),
        _ => None,
    };
    steps.flatten().filter_map(of).collect()
}
