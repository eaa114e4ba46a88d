//! No longer an admin.

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

/// Make an admin a member again.
#[utoipa::path(
    delete,
    path = "/api/v1/teams/{team}/admins/{account}",
    operation_id = "dismiss_team_admin",
    tag = "members",
    params(("team" = Uuid, Path), ("account" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "The person is a member")),
)]
#[instrument(name = "api.members.dismiss", skip_all, fields(%team))]
pub async fn delete(
    client: Client,
    Path((team, account)): Path<(TeamId, AccountId)>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.dismiss_admin(client.caller(&commands), team, account).await?))
}
