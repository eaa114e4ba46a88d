//! Leaving.

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

/// Leave a team, or decline its invitation.
#[utoipa::path(
    delete,
    path = "/api/v1/teams/{team}/membership",
    operation_id = "leave_team",
    tag = "members",
    params(("team" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "You do not belong to the team")),
)]
#[instrument(name = "api.members.leave", skip_all, fields(%team))]
pub async fn delete(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.leave(client.caller(&commands), team).await?))
}
