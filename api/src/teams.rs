//! People who own image sets together.

use std::collections::HashMap;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{AccountId, TeamId};
use projections::teams::{MemberLine, TeamLine};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{self, Page, Search, name},
    positioned::{Created, Done, done},
    route::LISTED,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    team: Uuid,
    name: String,
    archived: bool,
    founded_at: DateTime<Utc>,
    /// How many people belong to it.
    members: i64,
    /// How you belong to it: `invited`, `member`, `admin` or not.
    standing: Option<String>,
}

/// What a team is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamName {
    name: String,
}

impl From<TeamLine> for Team {
    fn from(line: TeamLine) -> Self {
        Self {
            team: line.team,
            name: line.name,
            archived: line.archived,
            founded_at: line.founded_at,
            members: line.members,
            standing: line.standing,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Teams {
    teams: Vec<Team>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the teams by name.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "A page of teams", body = Teams)))]
pub async fn list(
    client: Client,
    Search { text, page: Page { after, limit } }: Search,
    State(commands): State<Commands>,
) -> Result<Json<Teams>, Problem> {
    let after = match after {
        None => String::new(),
        Some(team) => {
            let last = commands.views().team(TeamId::new(team), client.account).await?;
            last.ok_or_else(page::no_such_place)?.name
        }
    };
    let lines = commands.views().teams(client.account, &text, &after, limit).await?;
    let next = page::next(&lines, |line| line.team);
    Ok(Json(Teams { teams: lines.into_iter().map(Team::from).collect(), next }))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct FoundedTeam {
    team: Uuid,
}

/// Found a team; you are its first admin.
#[utoipa::path(
    post, path = LISTED,
    responses((status = CREATED, description = "It is founded", body = FoundedTeam)),
)]
#[instrument(name = "api.teams.found", skip_all)]
pub async fn found(
    client: Client,
    State(commands): State<Commands>,
    Body(given): Body<TeamName>,
) -> Result<Created<FoundedTeam>, Problem> {
    let name = name("name", &given.name)?;
    let team = commands.teams.found(client.caller(&commands), name).await?.uuid();
    Ok(Created(format!("/api/v1/teams/{team}"), FoundedTeam { team }))
}

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
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The team", body = TeamWithPeople)))]
pub async fn show(
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

/// Rename a team.
#[utoipa::path(patch, path = LISTED, responses((status = NO_CONTENT, description = "It is renamed")))]
#[instrument(name = "api.teams.rename", skip_all, fields(%team))]
pub async fn rename(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
    Body(given): Body<TeamName>,
) -> Result<Done, Problem> {
    let name = name("name", &given.name)?;
    Ok(done(commands.teams.rename(client.caller(&commands), team, name).await?))
}

/// Archive a team, for good: it takes nobody and nothing new, and what it has can only be read and exported.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is archived")))]
#[instrument(name = "api.teams.archive", skip_all, fields(%team))]
pub async fn archive(
    client: Client,
    Path(team): Path<TeamId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.teams.archive(client.caller(&commands), team).await?))
}
