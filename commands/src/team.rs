//! Founding teams, and who belongs to them.

use domain::{
    Access, AccountId, Name, TeamAction, TeamId, may_in_team,
    team::{Command, Team},
};
use projections::teams::MemberLine;

use crate::{
    Caller, CommandError, Commands, Receipt,
    desk::{LoginName, people, throttle},
    ids,
    store::StreamScope,
};

impl Commands {
    /// Founds a team; the founder is its first admin.
    pub async fn found_team(&self, caller: Caller, name: Name) -> Result<TeamId, CommandError> {
        self.active(caller.account).await?;
        // From the command's id, so that the same command again founds the same team.
        let team = TeamId::new(ids::derive(caller.command, b"team"));
        self.on_team(caller, team, Command::Found { name }).await?;
        Ok(team)
    }

    /// Who belongs to a team. Who is invited is a matter of the invited and of those who may invite, until they join.
    pub async fn team_members(&self, by: AccountId, team: TeamId) -> Result<Vec<MemberLine>, CommandError> {
        let role = self.permit_in_team(by, team, TeamAction::Read).await?;
        let invites = may_in_team(role, TeamAction::Manage) == Access::Granted;
        let mut members = self.views.members(team).await?;
        members.retain(|line| invites || line.standing != "invited" || line.account == by.uuid());
        Ok(members)
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

    /// Invites whoever signs in with exactly this name. Only admins may find out who there is, and not of everybody.
    pub async fn invite_by_name(
        &self,
        caller: Caller,
        team: TeamId,
        name: &str,
    ) -> Result<Receipt, CommandError> {
        self.permit_in_team(caller.account, team, TeamAction::Manage).await?;
        let (rate, now) = (self.desk.rates.invitation, self.clock.now());
        throttle::take(&self.pool, rate, "invitation", caller.account, now).await??;
        let nobody = || CommandError::invalid("login_name", "nobody here signs in with this name");
        let name = LoginName::parse(name.trim()).map_err(|_| nobody())?;
        let person = people::find_by_name(&self.pool, &name).await?.ok_or_else(nobody)?;
        self.invite_to_team(caller, team, person.account).await
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
        let scope = StreamScope { team: Some(team), image_set: None };
        self.execute::<Team>(caller, team.uuid(), scope, command).await
    }
}
