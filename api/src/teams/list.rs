//! All teams.

use axum::{Json, extract::State};
use commands::Commands;
use domain::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Team;
use crate::{Problem, client::Client, extract::Query, page};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Part of the name.
    search: Option<String>,
    /// `next` of the page before.
    after: Option<Uuid>,
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<i64>,
}

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
    params(Wanted),
    responses((status = OK, description = "A page of teams", body = Teams)),
)]
pub async fn get(
    client: Client,
    Query(wanted): Query<Wanted>,
    State(commands): State<Commands>,
) -> Result<Json<Teams>, Problem> {
    let (search, limit) = (page::search(wanted.search.as_deref())?, page::limit(wanted.limit)?);
    let after = match wanted.after {
        None => String::new(),
        Some(team) => {
            let last = commands.views().team(TeamId::new(team), client.account).await?;
            last.ok_or_else(page::no_such_place)?.name
        }
    };
    let lines = commands.views().teams(client.account, &search, &after, limit).await?;
    let next = page::next(&lines, limit, |line| line.team);
    Ok(Json(Teams { teams: lines.into_iter().map(Team::from).collect(), next }))
}
