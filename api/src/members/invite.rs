//! Inviting by exact name.

use axum::extract::State;
use commands::Commands;
use domain::TeamId;
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
    Ok(done(commands.teams.invite_by_name(client.caller(&commands), team, &invitation.login_name).await?))
}
