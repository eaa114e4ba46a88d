//! A team's name.

use axum::extract::State;
use commands::Commands;
use domain::TeamId;
use tracing::instrument;

use super::TeamName;
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::name,
    positioned::{Done, done},
};

/// Rename a team.
#[utoipa::path(
    patch,
    path = "/api/v1/teams/{team}",
    operation_id = "rename_team",
    tag = "teams",
    params(("team" = Uuid, Path)),
    request_body = TeamName,
    responses((status = NO_CONTENT, description = "It is renamed")),
)]
#[instrument(name = "api.teams.rename", skip_all, fields(%team))]
pub async fn patch(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(given): Body<TeamName>,
) -> Result<Done, Problem> {
    let name = name("name", &given.name)?;
    Ok(done(commands.teams.rename(client.caller(&commands), team, name).await?))
}
