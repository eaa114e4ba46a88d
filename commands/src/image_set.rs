//! Image sets: their texts, and how far they are open.

use domain::{
    AccountId, Action, ImageSetId, Name, TeamAction, TeamId, Text,
    image_set::{Command, ImageSet},
};
use projections::standing::Standing;

use crate::{
    Caller, CommandError, Receipt, execute::Executor, ids, permit::Permissions, shared::Shared,
    store::StreamScope,
};

/// Creates and changes image sets.
#[derive(Clone)]
pub struct ImageSets {
    executor: Executor,
    permissions: Permissions,
}

impl ImageSets {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { executor: shared.executor.clone(), permissions: shared.permissions.clone() }
    }

    pub async fn create(
        &self,
        caller: Caller,
        team: TeamId,
        name: Name,
        location: Text,
        description: Text,
    ) -> Result<ImageSetId, CommandError> {
        self.permissions.in_team(caller.account, team, TeamAction::Create).await?;
        let set = ImageSetId::new(ids::derive(caller.command, b"image_set"));
        let command = Command::Create { team, name, location, description };
        let scope = StreamScope { image_set: Some(set), team: Some(team) };
        self.executor.execute::<ImageSet>(caller, set.uuid(), scope, command).await?;
        Ok(set)
    }

    /// Everything that can be asked of a set that exists; each command names the right it needs.
    pub async fn change(
        &self,
        caller: Caller,
        set: ImageSetId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let standing = match self.permit_change(caller.account, set, &command).await {
            Ok(standing) => standing,
            Err(denied) => {
                return self.executor.same_again::<ImageSet>(caller, set.uuid(), &command, denied).await;
            }
        };
        let scope = StreamScope { image_set: Some(set), team: standing.team };
        self.executor.execute::<ImageSet>(caller, set.uuid(), scope, command).await
    }

    async fn permit_change(
        &self,
        by: AccountId,
        set: ImageSetId,
        command: &Command,
    ) -> Result<Standing, CommandError> {
        let standing = self.permissions.on_set(by, set, right_for(command)).await?;
        if let Command::HandOver { team } = command {
            self.permissions.in_team(by, *team, TeamAction::Create).await?;
        }
        Ok(standing)
    }
}

const fn right_for(command: &Command) -> Action {
    match command {
        Command::Rename { .. }
        | Command::Describe { .. }
        | Command::Tag { .. }
        | Command::Untag { .. }
        | Command::SetPriority { .. }
        | Command::SetMainAnnotationType { .. } => Action::Contribute,
        Command::Create { .. }
        | Command::Publish
        | Command::Withdraw
        | Command::OpenCollaboration
        | Command::CloseCollaboration
        | Command::LockImages
        | Command::UnlockImages
        | Command::BlindVerification
        | Command::UnblindVerification
        | Command::Release
        | Command::HandOver { .. }
        | Command::Delete => Action::Govern,
        Command::Restore => Action::Restore,
    }
}
