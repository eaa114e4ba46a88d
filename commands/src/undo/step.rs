//! One step back: the command that anybody could send, with the permission that it asks for.

use domain::{AnnotationId, ImageId, image::Step};

use crate::{Caller, ChangeAnnotation, CommandError, Commands};

impl Commands {
    pub(super) async fn step_back(
        &self,
        caller: Caller,
        image: ImageId,
        annotation: Option<AnnotationId>,
        step: Step,
    ) -> Result<(), CommandError> {
        let name: &str = (&step).into();
        let about = annotation.map_or(image.uuid(), AnnotationId::uuid);
        let caller = caller.part(format!("{about} {name}").as_bytes());
        let position = match (step, annotation) {
            (Step::RemoveImage, _) => self.remove_image(caller, image).await?.position,
            (Step::RestoreImage, _) => self.restore_image(caller, image).await?.position,
            (Step::DescribeImage { metadata }, _) => {
                self.describe_image(caller, image, metadata).await?.position
            }
            (Step::Erase { revision }, Some(id)) => {
                self.erase_annotation(caller, id, revision).await?.position
            }
            (Step::Restore, Some(id)) => self.restore_annotation(caller, id).await?.position,
            (Step::Change { revision, annotation_type, shape, blurred, concealed }, Some(id)) => {
                let change = ChangeAnnotation {
                    annotation_type: Some(annotation_type),
                    shape: Some(shape),
                    blurred: Some(blurred),
                    concealed: Some(concealed),
                };
                self.change_annotation(caller, id, revision, change).await?.position
            }
            (Step::Vote { revision, verdict }, Some(id)) => {
                self.vote_on_annotation(caller, id, revision, verdict).await?.position
            }
            (Step::WithdrawVote { revision }, Some(id)) => {
                self.withdraw_vote(caller, id, revision).await?.position
            }
            (Step::ResetVotes { revision }, Some(id)) => {
                self.reset_votes(caller, id, revision).await?.position
            }
            (Step::RestoreVotes { revision }, Some(id)) => {
                self.restore_votes(caller, id, revision).await?.position
            }
            (_, None) => return Err(CommandError::NOT_FOUND),
        };
        tracing::debug!(position, %about, step = name, "a step back");
        Ok(())
    }
}
