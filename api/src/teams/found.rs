//! A new team.

use axum::extract::State;
use commands::Commands;
use serde::Serialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::TeamName;
use crate::{Problem, client::Client, extract::Body, page::name, positioned::Created};

#[derive(Debug, Serialize, ToSchema)]
pub struct FoundedTeam {
    team: Uuid,
}

/// Found a team; you are its first admin.
#[utoipa::path(
    post,
    path = "/api/v1/teams",
    operation_id = "found_team",
    tag = "teams",
    request_body = TeamName,
    responses((status = CREATED, description = "It is founded", body = FoundedTeam)),
)]
#[instrument(name = "api.teams.found", skip_all)]
pub async fn post(
    client: Client,
    State(commands): State<Commands>,
    Body(given): Body<TeamName>,
) -> Result<Created<FoundedTeam>, Problem> {
    let name = name("name", &given.name)?;
    let team = commands.teams.found(client.caller(&commands), name).await?.uuid();
    Ok(Created(format!("/api/v1/teams/{team}"), FoundedTeam { team }))
}
