//! Founding teams, and who belongs to them.

use std::sync::Arc;

use domain::{
    AccountId, Name, TeamAction, TeamId,
    team::{Command, Team},
};
use projections::{Views, teams::MemberLine};

use crate::{
    Caller, CommandError, Receipt,
    clock::Clock,
    desk::{Desk, LoginName, people, throttle},
    execute::Executor,
    ids,
    permit::Permissions,
    shared::Shared,
    store::StreamScope,
};

/// Founds teams and looks after who belongs to them.
#[derive(Clone)]
pub struct Teams {
    executor: Executor,
    permissions: Permissions,
    views: Views,
    clock: Arc<dyn Clock>,
    desk: Desk,
}

impl Teams {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            views: shared.views.clone(),
            clock: shared.clock.clone(),
            desk: shared.desk.clone(),
        }
    }

    /// Founds a team; the founder is its first admin.
    pub async fn found(&self, caller: Caller, name: Name) -> Result<TeamId, CommandError> {
        self.permissions.to_act(caller.account).await?;
        // From the command's id, so that the same command again founds the same team.
        let team = TeamId::new(ids::derive(caller.command, b"team"));
        self.execute(caller, team, Command::Found { name }).await?;
        Ok(team)
    }

    /// Who belongs to a team. Who is invited is a matter of the invited and of those who may invite, until they join.
    pub async fn members(&self, by: AccountId, team: TeamId) -> Result<Vec<MemberLine>, CommandError> {
        let role = self.permissions.in_team(by, team, TeamAction::Read).await?;
        let invites = Permissions::team_allows(role, TeamAction::Manage);
        let mut members = self.views.members(team).await?;
        members.retain(|line| invites || line.standing != "invited" || line.account == by.uuid());
        Ok(members)
    }

    pub async fn rename(&self, caller: Caller, team: TeamId, name: Name) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::Rename { name }).await
    }

    pub async fn invite(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::Invite { account }).await
    }

    /// Invites whoever signs in with exactly this name. Only admins may find out who there is, and not of everybody.
    pub async fn invite_by_name(
        &self,
        caller: Caller,
        team: TeamId,
        name: &str,
    ) -> Result<Receipt, CommandError> {
        self.permissions.in_team(caller.account, team, TeamAction::Manage).await?;
        let (rate, now) = (self.desk.rates.invitation, self.clock.now());
        throttle::take(&self.desk.pool, rate, "invitation", caller.account, now).await??;
        let nobody = || CommandError::invalid("login_name", "nobody here signs in with this name");
        let name = LoginName::parse(name.trim()).map_err(|_| nobody())?;
        let person = people::find_by_name(&self.desk.pool, &name).await?.ok_or_else(nobody)?;
        self.invite(caller, team, person.account).await
    }

    pub async fn expel(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::Expel { account }).await
    }

    pub async fn appoint_admin(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::AppointAdmin { account }).await
    }

    pub async fn dismiss_admin(
        &self,
        caller: Caller,
        team: TeamId,
        account: AccountId,
    ) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::DismissAdmin { account }).await
    }

    pub async fn archive(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.manage(caller, team, Command::Archive).await
    }

    /// Accepts an invitation.
    pub async fn join(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.permissions.to_act(caller.account).await?;
        self.execute(caller, team, Command::Join).await
    }

    /// Declines an invitation; who is a member already leaves by [`Self::leave`] alone.
    pub async fn decline(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.permissions.to_act(caller.account).await?;
        self.execute(caller, team, Command::Decline).await
    }

    pub async fn leave(&self, caller: Caller, team: TeamId) -> Result<Receipt, CommandError> {
        self.permissions.to_act(caller.account).await?;
        self.execute(caller, team, Command::Leave).await
    }

    async fn manage(&self, caller: Caller, team: TeamId, command: Command) -> Result<Receipt, CommandError> {
        match self.permissions.in_team(caller.account, team, TeamAction::Manage).await {
            Ok(_) => self.execute(caller, team, command).await,
            Err(denied) => self.executor.same_again::<Team>(caller, team.uuid(), &command, denied).await,
        }
    }

    async fn execute(&self, caller: Caller, team: TeamId, command: Command) -> Result<Receipt, CommandError> {
        let scope = StreamScope { team: Some(team), image_set: None };
        self.executor.execute::<Team>(caller, team.uuid(), scope, command).await
    }
}
