//! One team.

use std::collections::HashMap;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{AccountId, TeamId};
use projections::teams::MemberLine;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Team;
use crate::{Problem, client::Client, extract::Path};

#[derive(Debug, Serialize, ToSchema)]
pub struct TeamWithPeople {
    #[serde(flatten)]
    team: Team,
    /// Admins first, those who are invited last. Who is invited is told to admins and to the invited.
    people: Vec<Member>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    account: Uuid,
    name: String,
    /// `invited`, `member` or `admin`.
    standing: String,
    since: DateTime<Utc>,
}

/// Read a team and who belongs to it.
#[utoipa::path(
    get,
    path = "/api/v1/teams/{team}",
    operation_id = "read_team",
    tag = "teams",
    params(("team" = Uuid, Path)),
    responses((status = OK, description = "The team", body = TeamWithPeople)),
)]
pub async fn get(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Json<TeamWithPeople>, Problem> {
    let members = commands.teams.members(client.account, team).await?;
    let line = commands.views().team(team, client.account).await?.ok_or_else(Problem::not_found)?;
    let accounts: Vec<_> = members.iter().map(|member| AccountId::new(member.account)).collect();
    let names = commands.people.names(&accounts).await?;
    let people = members.into_iter().map(|member| Member::of(member, &names)).collect();
    Ok(Json(TeamWithPeople { team: line.into(), people }))
}

impl Member {
    fn of(line: MemberLine, names: &HashMap<AccountId, String>) -> Self {
        let name = names.get(&AccountId::new(line.account)).cloned().unwrap_or_default();
        Self { account: line.account, name, standing: line.standing, since: line.since }
    }
}
