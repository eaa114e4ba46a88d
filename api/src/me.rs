//! Whoever asks.

use axum::{Json, extract::State};
use commands::Commands;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Problem, client::Client, route::LISTED};

/// Whoever asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    account: Uuid,
    login_name: String,
    display_name: String,
    staff: bool,
    teams: Vec<MyTeam>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MyTeam {
    team: Uuid,
    name: String,
    /// `invited`, `member` or `admin`.
    standing: String,
}

/// Who you are, and to which teams you belong.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "You", body = Me)))]
pub async fn read(client: Client, State(commands): State<Commands>) -> Result<Json<Me>, Problem> {
    let person = commands.people.find(client.account).await?.ok_or_else(Problem::not_found)?;
    let teams = commands.views().teams_of(client.account).await?;
    let my_team = |line: projections::teams::TeamLine| MyTeam {
        team: line.team,
        name: line.name,
        standing: line.standing.unwrap_or_default(),
    };
    Ok(Json(Me {
        account: client.account.uuid(),
        login_name: person.login_name,
        display_name: person.display_name,
        staff: client.staff,
        teams: teams.into_iter().map(my_team).collect(),
    }))
}
