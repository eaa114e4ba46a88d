//! Inviting by exact name.

use axum::extract::State;
use commands::{
    Commands,
    desk::{LoginName, people},
};
use domain::{AccountId, TeamAction, TeamId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::{Done, done},
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Exactly as the person signs in, in any case.
    login_name: String,
}

/// Invite somebody to the team.
#[utoipa::path(
    post,
    path = "/api/v1/teams/{team}/invitations",
    operation_id = "invite_to_team",
    tag = "members",
    params(("team" = Uuid, Path)),
    request_body = Invitation,
    responses((status = NO_CONTENT, description = "The person is invited")),
)]
#[instrument(name = "api.members.invite", skip_all, fields(%team))]
pub async fn post(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(invitation): Body<Invitation>,
) -> Result<Done, Problem> {
    // Before the name is looked up: only admins may find out who there is.
    commands.permit_in_team(client.account, team, TeamAction::Manage).await?;
    let account = invitation.account(&commands).await?;
    Ok(done(commands.invite_to_team(client.caller(&commands), team, account).await?))
}

impl Invitation {
    async fn account(&self, commands: &Commands) -> Result<AccountId, Problem> {
        let nobody = || Problem::invalid("login_name", "there is nobody of this name");
        let name = LoginName::parse(&self.login_name).map_err(|_| nobody())?;
        let found = people::find_by_name(commands.pool(), &name).await?;
        found.map(|person| person.account).ok_or_else(nobody)
    }
}
