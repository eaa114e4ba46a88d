//! The permission table, asked with what the views know.

use domain::{
    Access, AccountId, Action, AnnotationId, AnnotationTypeId, Condition, ImageId, ImageSetId, SiteAction,
    SiteRole, TeamAction, TeamId, TeamRole, annotation_type::Spec, may, may_in_team, may_on_site,
};
use projections::{Views, annotations::LabelRef, images::ImageLine, standing::Standing};

use crate::CommandError;

/// Asks whether somebody may do something, before it is done.
#[derive(Debug, Clone)]
pub struct Permissions {
    pub(crate) views: Views,
}

impl Permissions {
    /// Whether somebody may do something with an image set and what is in it.
    pub async fn on_set(
        &self,
        by: AccountId,
        set: ImageSetId,
        action: Action,
    ) -> Result<Standing, CommandError> {
        let standing = self.views.standing_to_set(set, by).await?.ok_or(CommandError::NOT_FOUND)?;
        granted(&standing, action)?;
        Ok(standing)
    }

    /// Whether somebody may delete the file of an export: their own needs the right to export, those of others a larger one.
    pub(crate) async fn to_delete_export(
        &self,
        by: AccountId,
        set: ImageSetId,
        requested_by: AccountId,
    ) -> Result<Standing, CommandError> {
        let action = if requested_by == by { Action::Export } else { Action::Govern };
        self.on_set(by, set, action).await
    }

    /// The same, by an image of the set.
    pub async fn on_image(
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
    pub(crate) async fn to_draw(
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
    pub async fn on_label(
        &self,
        by: AccountId,
        annotation: AnnotationId,
        action: Action,
    ) -> Result<(LabelRef, Standing), CommandError> {
        self.on_label_as(by, annotation, |_| action).await
    }

    /// One's own labels need the right to annotate, those of others a larger one.
    pub(crate) async fn to_edit(
        &self,
        by: AccountId,
        annotation: AnnotationId,
    ) -> Result<(LabelRef, Standing), CommandError> {
        let edit = |place: &LabelRef| if place.author == by { Action::Annotate } else { Action::EditOthers };
        self.on_label_as(by, annotation, edit).await
    }

    async fn on_label_as(
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
    pub async fn in_team(
        &self,
        by: AccountId,
        team: TeamId,
        action: TeamAction,
    ) -> Result<TeamRole, CommandError> {
        self.to_act(by).await?;
        let line = self.views.team(team, by).await?.ok_or(CommandError::NOT_FOUND)?;
        let role = team_role(self.views.standing(team, by).await?.as_deref());
        let writes = matches!(action, TeamAction::Create | TeamAction::ChangeFormat { .. });
        match may_in_team(role, action) {
            Access::Granted if line.archived && writes => Err(archived()),
            Access::Granted => Ok(role),
            access => Err(CommandError::Denied(access)),
        }
    }

    /// Whether somebody may do something that is the staff's.
    pub async fn on_site(&self, by: AccountId, action: SiteAction) -> Result<(), CommandError> {
        let role = if self.to_act(by).await? { SiteRole::Staff } else { SiteRole::Account };
        match may_on_site(role, action) {
            Access::Granted => Ok(()),
            access => Err(CommandError::Denied(access)),
        }
    }

    /// Whether an account may act at all; answers whether it is staff.
    pub async fn to_act(&self, by: AccountId) -> Result<bool, CommandError> {
        match self.views.account(by).await? {
            Some(account) if account.is_active() => Ok(account.staff),
            _ => Err(CommandError::Denied(Access::SignIn)),
        }
    }
}

/// For many commands at once, of which each asks for a right of its own.
impl Permissions {
    /// How somebody stands to a set, whatever they may do there.
    pub(crate) async fn standing(&self, by: AccountId, set: ImageSetId) -> Result<Standing, CommandError> {
        self.views.standing_to_set(set, by).await?.ok_or(CommandError::NOT_FOUND)
    }

    /// Whether somebody who stands so may do something.
    pub(crate) fn check(standing: &Standing, action: Action) -> Result<(), CommandError> {
        granted(standing, action)
    }
}

/// For pages that offer only what is allowed; a command asks again.
impl Permissions {
    /// Whether the set's condition lets somebody do it, and the table.
    pub fn allows(standing: &Standing, action: Action) -> bool {
        standing.condition.lets(action) && Self::table_allows(standing, action)
    }

    /// Whether the table allows it, whatever became of the set: news of a deleted set is for those who could read it.
    pub fn table_allows(standing: &Standing, action: Action) -> bool {
        may(standing.role, standing.openness, action) == Access::Granted
    }

    /// Whether the table allows it to somebody of this role in a team.
    pub fn team_allows(role: TeamRole, action: TeamAction) -> bool {
        may_in_team(role, action) == Access::Granted
    }
}

/// Who somebody is to a team, by the word that its views have for it.
pub fn team_role(standing: Option<&str>) -> TeamRole {
    match standing {
        Some("admin") => TeamRole::Admin,
        Some("member") => TeamRole::Member,
        _ => TeamRole::Stranger,
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
