//! All teams.

use axum::{Json, extract::State};
use commands::Commands;
use domain::TeamId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Team;
use crate::{
    Problem,
    client::Client,
    page::{self, Page, Search, Searched},
};

#[derive(Debug, Serialize, ToSchema)]
pub struct Teams {
    teams: Vec<Team>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the teams by name.
#[utoipa::path(
    get,
    path = "/api/v1/teams",
    operation_id = "list_teams",
    tag = "teams",
    params(Searched),
    responses((status = OK, description = "A page of teams", body = Teams)),
)]
pub async fn get(
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
    let next = page::next(&lines, limit, |line| line.team);
    Ok(Json(Teams { teams: lines.into_iter().map(Team::from).collect(), next }))
}
