//! A team's end.

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

/// Archive a team, for good: it takes nobody and nothing new, and what it has can only be read and exported.
#[utoipa::path(
    delete,
    path = "/api/v1/teams/{team}",
    operation_id = "archive_team",
    tag = "teams",
    params(("team" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is archived")),
)]
#[instrument(name = "api.teams.archive", skip_all, fields(%team))]
pub async fn delete(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.archive(client.caller(&commands), team).await?))
}
