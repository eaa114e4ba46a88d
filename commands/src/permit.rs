//! The permission table, asked with what the views know.

use domain::{
    Access, AccountId, Action, AnnotationId, AnnotationTypeId, Condition, ImageId, ImageSetId, SiteAction,
    SiteRole, TeamAction, TeamId, TeamRole, annotation_type::Spec, may, may_in_team, may_on_site,
};
use projections::{annotations::LabelRef, images::ImageLine, standing::Standing};

use crate::{CommandError, Commands};

impl Commands {
    /// Whether somebody may do something with an image set and what is in it.
    pub async fn permit(
        &self,
        by: AccountId,
        set: ImageSetId,
        action: Action,
    ) -> Result<Standing, CommandError> {
        let standing = self.views.standing_to_set(set, by).await?.ok_or(CommandError::NOT_FOUND)?;
        granted(&standing, action)?;
        Ok(standing)
    }

    /// The same, by an image of the set.
    pub async fn permit_on_image(
        &self,
        by: AccountId,
        image: ImageId,
        action: Action,
    ) -> Result<(ImageLine, Standing), CommandError> {
        let (line, standing) =
            self.views.standing_on_image(image, by).await?.ok_or(CommandError::NOT_FOUND)?;
        granted(&standing, action)?;
        Ok((line, standing))
    }

    /// Whether somebody may draw on an image; with what a label of the type must satisfy, which is asked on the way.
    pub(crate) async fn permit_to_draw(
        &self,
        by: AccountId,
        image: ImageId,
        annotation_type: AnnotationTypeId,
    ) -> Result<(Standing, Option<Spec>), CommandError> {
        let found = self.views.standing_to_draw(image, annotation_type, by).await?;
        let (standing, spec) = found.ok_or(CommandError::NOT_FOUND)?;
        granted(&standing, Action::Annotate)?;
        Ok((standing, spec))
    }

    /// Whether somebody may do something with a label, by the set that its image is in.
    pub async fn permit_on_annotation(
        &self,
        by: AccountId,
        annotation: AnnotationId,
        action: Action,
    ) -> Result<(LabelRef, Standing), CommandError> {
        self.permit_on_annotation_as(by, annotation, |_| action).await
    }

    /// One's own labels need the right to annotate, those of others a larger one.
    pub(crate) async fn permit_edit(
        &self,
        by: AccountId,
        annotation: AnnotationId,
    ) -> Result<(LabelRef, Standing), CommandError> {
        let edit = |place: &LabelRef| if place.author == by { Action::Annotate } else { Action::EditOthers };
        self.permit_on_annotation_as(by, annotation, edit).await
    }

    async fn permit_on_annotation_as(
        &self,
        by: AccountId,
        annotation: AnnotationId,
        action: impl FnOnce(&LabelRef) -> Action,
    ) -> Result<(LabelRef, Standing), CommandError> {
        let found = self.views.standing_on_annotation(annotation, by).await?;
        let (place, standing) = found.ok_or(CommandError::NOT_FOUND)?;
        granted(&standing, action(&place))?;
        Ok((place, standing))
    }

    /// Whether somebody may do something in a team. What an archived one still takes of its people, it says itself.
    pub async fn permit_in_team(
        &self,
        by: AccountId,
        team: TeamId,
        action: TeamAction,
    ) -> Result<TeamRole, CommandError> {
        self.active(by).await?;
        let line = self.views.team(team, by).await?.ok_or(CommandError::NOT_FOUND)?;
        let role = match self.views.standing(team, by).await?.as_deref() {
            Some("admin") => TeamRole::Admin,
            Some("member") => TeamRole::Member,
            _ => TeamRole::Stranger,
        };
        let writes = matches!(action, TeamAction::Create | TeamAction::ChangeFormat { .. });
        match may_in_team(role, action) {
            Access::Granted if line.archived && writes => Err(archived()),
            Access::Granted => Ok(role),
            access => Err(CommandError::Denied(access)),
        }
    }

    /// Whether somebody may do something that is the staff's.
    pub async fn permit_on_site(&self, by: AccountId, action: SiteAction) -> Result<(), CommandError> {
        let role = if self.active(by).await? { SiteRole::Staff } else { SiteRole::Account };
        match may_on_site(role, action) {
            Access::Granted => Ok(()),
            access => Err(CommandError::Denied(access)),
        }
    }

    /// Whether an account may act at all; answers whether it is staff.
    pub async fn active(&self, by: AccountId) -> Result<bool, CommandError> {
        match self.views.account(by).await? {
            Some(account) if account.is_active() => Ok(account.staff),
            _ => Err(CommandError::Denied(Access::SignIn)),
        }
    }
}

fn granted(standing: &Standing, action: Action) -> Result<(), CommandError> {
    if !standing.active {
        return Err(CommandError::Denied(Access::SignIn));
    }
    if standing.condition == Condition::Deleted && action != Action::Restore {
        return Err(CommandError::NOT_FOUND);
    }
    match may(standing.role, standing.openness, action) {
        Access::Granted if standing.condition.lets(action) => Ok(()),
        Access::Granted => Err(archived()),
        access => Err(CommandError::Denied(access)),
    }
}

fn archived() -> CommandError {
    CommandError::conflict(
        "archived",
        "the team is archived: what it has can be read and exported, and nothing is changed or added",
    )
}
