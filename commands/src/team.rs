//! Founding teams, and who belongs to them.

use domain::{
    AccountId, Name, TeamAction, TeamId,
    team::{Command, Team},
};

use crate::{Caller, CommandError, Commands, Receipt, ids, store::Scope};

impl Commands {
    /// Founds a team; the founder is its first admin.
    pub async fn found_team(&self, caller: Caller, name: Name) -> Result<TeamId, CommandError> {
        self.active(caller.account).await?;
        // From the command's id, so that the same command again founds the same team.
        let team = TeamId::new(ids::derive(caller.command, b"team"));
        self.on_team(caller, team, Command::Found { name }).await?;
        Ok(team)
    }

    pub async fn rename_team(
        &self,
        caller: Caller,
        team: TeamId,
        name: Name,
    ) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::Rename { name }).await
    }

    pub async fn invite_to_team(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::Invite { account }).await
    }

    pub async fn expel_from_team(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::Expel { account }).await
    }

    pub async fn appoint_team_admin(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::AppointAdmin { account }).await
    }

    pub async fn dismiss_team_admin(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::DismissAdmin { account }).await
    }

    pub async fn archive_team(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.manage_team(caller, team, Command::Archive).await
    }

    /// Accepts an invitation.
    pub async fn join_team(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.active(caller.account).await?;
        self.on_team(caller, team, Command::Join).await
    }

    pub async fn leave_team(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.active(caller.account).await?;
        self.on_team(caller, team, Command::Leave).await
    }

    async fn manage_team(
        &self,
        caller: Caller,
        team: TeamId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        match self.permit_in_team(caller.account, team, TeamAction::Manage).await {
            Ok(_) => self.on_team(caller, team, command).await,
            Err(denied) => self.same_again(caller, team.uuid(), denied).await,
        }
    }

    async fn on_team(&self, caller: Caller, team: TeamId, command: Command) -> Result<Receipt, CommandError> {
        let scope = Scope { team: Some(team), image_set: None };
        self.execute::<Team>(caller, team.uuid(), scope, command).await
    }
}
