//! One step back: the command that anybody could send, with the permission that it asks for.

use domain::{AnnotationId, ImageId, image::Step};

use super::Undos;
use crate::{Caller, CommandError, annotation::ChangeAnnotation};

impl Undos {
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
            (Step::RemoveImage, _) => self.images.remove(caller, image).await?.position,
            (Step::RestoreImage, _) => self.images.restore(caller, image).await?.position,
            (Step::DescribeImage { metadata }, _) => {
                self.images.describe(caller, image, metadata).await?.position
            }
            (Step::Erase { revision }, Some(id)) => self.labels.erase(caller, id, revision).await?.position,
            (Step::Restore, Some(id)) => self.labels.restore(caller, id).await?.position,
            (Step::Change { revision, annotation_type, shape, blurred, concealed }, Some(id)) => {
                let change = ChangeAnnotation {
                    annotation_type: Some(annotation_type),
                    shape: Some(shape),
                    blurred: Some(blurred),
                    concealed: Some(concealed),
                };
                self.labels.change(caller, id, revision, change).await?.position
            }
            (Step::Vote { revision, verdict }, Some(id)) => {
                self.labels.vote(caller, id, revision, verdict).await?.position
            }
            (Step::WithdrawVote { revision }, Some(id)) => {
                self.labels.withdraw_vote(caller, id, revision).await?.position
            }
            (Step::ResetVotes { revision }, Some(id)) => {
                self.labels.reset_votes(caller, id, revision).await?.position
            }
            (Step::RestoreVotes { revision }, Some(id)) => {
                self.labels.restore_votes(caller, id, revision).await?.position
            }
            (_, None) => return Err(CommandError::NOT_FOUND),
        };
        tracing::debug!(position, %about, step = name, "a step back");
        Ok(())
    }
}
