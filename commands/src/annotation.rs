//! Drawing, changing, judging and deleting labels.

use domain::{
    Action, AnnotationId, AnnotationTypeId, Coordinate, ImageId, Shape,
    annotation_type::Spec,
    image::{Annotation, Change, Command, Draft, Image, Origin, Verdict},
};
use projections::{Views, standing::Standing};
use serde::Serialize;
use tracing::instrument;

use crate::{
    Caller, CommandError, Receipt,
    annotation_type::{AnnotationTypes, no_such_type},
    execute::Executor,
    permit::Permissions,
    shared::Shared,
    store::StreamScope,
};

/// The receipt of a command on a label, with the label as it left it.
pub type Labelled = Receipt<Option<Annotation>>;

/// A label to be drawn; its id is made by whoever draws it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawAnnotation {
    pub annotation: AnnotationId,
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
    pub extreme_points: Option<Box<[[Coordinate; 2]; 4]>>,
}

impl DrawAnnotation {
    /// Neither blurred nor concealed, and drawn by no four clicks.
    pub const fn plain(annotation: AnnotationId, annotation_type: AnnotationTypeId, shape: Shape) -> Self {
        Self { annotation, annotation_type, shape, blurred: false, concealed: false, extreme_points: None }
    }

    /// With what its type asks of it.
    pub(crate) fn draft(self, spec: Spec) -> Draft {
        Draft {
            annotation: self.annotation,
            spec,
            shape: self.shape,
            blurred: self.blurred,
            concealed: self.concealed,
            extreme_points: self.extreme_points,
            origin: Origin::Hand,
        }
    }
}

/// What is to be different; the rest stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChangeAnnotation {
    pub annotation_type: Option<AnnotationTypeId>,
    pub shape: Option<Shape>,
    pub blurred: Option<bool>,
    pub concealed: Option<bool>,
}

/// Draws, changes and judges labels.
#[derive(Clone)]
pub struct Labels {
    pub(crate) executor: Executor,
    pub(crate) permissions: Permissions,
    pub(crate) views: Views,
    pub(crate) types: AnnotationTypes,
}

impl Labels {
    pub(crate) fn new(shared: &Shared, types: &AnnotationTypes) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            views: shared.views.clone(),
            types: types.clone(),
        }
    }

    #[instrument(name = "command.annotation.draw", skip_all, fields(%image))]
    pub async fn draw(
        &self,
        caller: Caller,
        image: ImageId,
        draw: DrawAnnotation,
    ) -> Result<Labelled, CommandError> {
        let (standing, spec) = self.permissions.to_draw(caller.account, image, draw.annotation_type).await?;
        let id = draw.annotation;
        let draft = draw.draft(spec.ok_or_else(no_such_type)?);
        self.execute_on(caller, image, id, &standing, Command::Draw(draft)).await
    }

    /// Changes the revision that the caller saw.
    #[instrument(name = "command.annotation.change", skip_all, fields(annotation = %id))]
    pub async fn change(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
        change: ChangeAnnotation,
    ) -> Result<Labelled, CommandError> {
        let (place, standing) = self.permissions.to_edit(caller.account, id).await?;
        let caller = caller.asking(&("change", id, revision, &change));
        let change = Change {
            spec: self.types.spec(change.annotation_type.unwrap_or(place.annotation_type)).await?,
            shape: change.shape,
            blurred: change.blurred,
            concealed: change.concealed,
        };
        let command = Command::Change { annotation: id, revision, change };
        self.execute_on(caller, place.image, id, &standing, command).await
    }

    /// Deletes a label; it can be restored.
    #[instrument(name = "command.annotation.erase", skip_all, fields(annotation = %id))]
    pub async fn erase(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
    ) -> Result<Receipt, CommandError> {
        let (place, standing) = self.permissions.to_edit(caller.account, id).await?;
        self.executor
            .on_image(caller, place.image, &standing, Command::Erase { annotation: id, revision })
            .await
    }

    #[instrument(name = "command.annotation.restore", skip_all, fields(annotation = %id))]
    pub async fn restore(&self, caller: Caller, id: AnnotationId) -> Result<Labelled, CommandError> {
        let (place, standing) = self.permissions.to_edit(caller.account, id).await?;
        let command = Command::RestoreAnnotation { annotation: id };
        self.execute_on(caller, place.image, id, &standing, command).await
    }

    #[instrument(name = "command.annotation.vote", skip_all, fields(annotation = %id, ?verdict))]
    pub async fn vote(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
        verdict: Verdict,
    ) -> Result<Labelled, CommandError> {
        let (place, standing) = self.permissions.on_label(caller.account, id, Action::Annotate).await?;
        let command = Command::Vote { annotation: id, revision, verdict };
        self.execute_on(caller, place.image, id, &standing, command).await
    }

    /// Has a label judged anew; the votes of others end, and nothing else changes.
    #[instrument(name = "command.annotation.reset_votes", skip_all, fields(annotation = %id))]
    pub async fn reset_votes(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
    ) -> Result<Receipt, CommandError> {
        let (place, standing) = self.permissions.on_label(caller.account, id, Action::Govern).await?;
        self.executor
            .on_image(caller, place.image, &standing, Command::ResetVotes { annotation: id, revision })
            .await
    }

    /// Brings back what the latest reset ended.
    #[instrument(name = "command.annotation.restore_votes", skip_all, fields(annotation = %id))]
    pub async fn restore_votes(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
    ) -> Result<Receipt, CommandError> {
        let (place, standing) = self.permissions.on_label(caller.account, id, Action::Govern).await?;
        self.executor
            .on_image(caller, place.image, &standing, Command::RestoreVotes { annotation: id, revision })
            .await
    }

    #[instrument(name = "command.annotation.withdraw_vote", skip_all, fields(annotation = %id))]
    pub async fn withdraw_vote(
        &self,
        caller: Caller,
        id: AnnotationId,
        revision: u32,
    ) -> Result<Labelled, CommandError> {
        let (place, standing) = self.permissions.on_label(caller.account, id, Action::Annotate).await?;
        let command = Command::WithdrawVote { annotation: id, revision };
        self.execute_on(caller, place.image, id, &standing, command).await
    }

    async fn execute_on(
        &self,
        caller: Caller,
        image: ImageId,
        id: AnnotationId,
        standing: &Standing,
        command: Command,
    ) -> Result<Labelled, CommandError> {
        let see = move |image: &Image| image.annotation(id).cloned();
        let scope = StreamScope::of(standing);
        let Receipt { stream, position, seen } =
            self.executor.execute_and_see(caller, image.uuid(), scope, command, see).await?;
        Ok(Receipt { stream, position, seen: seen.flatten() })
    }
}
