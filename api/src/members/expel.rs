//! No longer a member.

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

/// Expel somebody from the team, or take an invitation back.
#[utoipa::path(
    delete,
    path = "/api/v1/teams/{team}/members/{account}",
    operation_id = "expel_from_team",
    tag = "members",
    params(("team" = Uuid, Path), ("account" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "The person does not belong to the team")),
)]
#[instrument(name = "api.members.expel", skip_all, fields(%team))]
pub async fn delete(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.expel(client.caller(&commands), team, account).await?))
}
