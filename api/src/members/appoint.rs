//! A new admin.

use axum::extract::State;
use commands::Commands;
use domain::{AccountId, TeamId};
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Make a member an admin of the team.
#[utoipa::path(
    put,
    path = "/api/v1/teams/{team}/admins/{account}",
    operation_id = "appoint_team_admin",
    tag = "members",
    params(("team" = Uuid, Path), ("account" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "The person is an admin")),
)]
#[instrument(name = "api.members.appoint", skip_all, fields(%team))]
pub async fn put(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.appoint_admin(client.caller(&commands), team, account).await?))
}
