//! Who belongs to a team.

use axum::extract::State;
use commands::Commands;
use domain::{AccountId, TeamId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::{Done, done},
    route::LISTED,
};

/// Accept the invitation to a team.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "You are a member")))]
#[instrument(name = "api.members.join", skip_all, fields(%team))]
pub async fn join(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.join(client.caller(&commands), team).await?))
}

/// Leave a team, or decline its invitation.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = NO_CONTENT, description = "You do not belong to the team")),
)]
#[instrument(name = "api.members.leave", skip_all, fields(%team))]
pub async fn leave(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.leave(client.caller(&commands), team).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Exactly as the person signs in, in any case.
    login_name: String,
}

/// Invite somebody to the team.
#[utoipa::path(post, path = LISTED, responses((status = NO_CONTENT, description = "The person is invited")))]
#[instrument(name = "api.members.invite", skip_all, fields(%team))]
pub async fn invite(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(invitation): Body<Invitation>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.invite_by_name(client.caller(&commands), team, &invitation.login_name).await?))
}

/// Expel somebody from the team, or take an invitation back.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = NO_CONTENT, description = "The person does not belong to the team")),
)]
#[instrument(name = "api.members.expel", skip_all, fields(%team))]
pub async fn expel(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.expel(client.caller(&commands), team, account).await?))
}

/// Make a member an admin of the team.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "The person is an admin")))]
#[instrument(name = "api.members.appoint", skip_all, fields(%team))]
pub async fn appoint(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.appoint_admin(client.caller(&commands), team, account).await?))
}

/// Make an admin a member again.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = NO_CONTENT, description = "The person is a member")),
)]
#[instrument(name = "api.members.dismiss", skip_all, fields(%team))]
pub async fn dismiss(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.dismiss_admin(client.caller(&commands), team, account).await?))
}
