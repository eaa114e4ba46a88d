//! Accepting an invitation.

use axum::extract::State;
use commands::Commands;
use domain::TeamId;
use tracing::instrument;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    positioned::{Done, done},
};

/// Accept the invitation to a team.
#[utoipa::path(
    put,
    path = "/api/v1/teams/{team}/membership",
    operation_id = "join_team",
    tag = "members",
    params(("team" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "You are a member")),
)]
#[instrument(name = "api.members.join", skip_all, fields(%team))]
pub async fn put(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.join(client.caller(&commands), team).await?))
}
