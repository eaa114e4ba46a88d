//! Of one person.

use axum::{Json, extract::State};
use commands::Commands;
use domain::AccountId;

use super::{Before, History};
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    page,
};

/// Read what a person did, as far as you may see it.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{account}/history",
    operation_id = "read_history_of_account",
    tag = "history",
    params(("account" = Uuid, Path), Before),
    responses((status = OK, description = "A page of facts, newest first", body = History)),
)]
pub async fn get(
    client: Client,
    Path(account): Path<AccountId>,
    Query(before): Query<Before>,
    State(commands): State<Commands>,
) -> Result<Json<History>, Problem> {
    let limit = page::limit(before.limit)?;
    commands.views().account(account).await?.ok_or_else(Problem::not_found)?;
    let views = commands.views();
    let facts = views.history_of_account(account, client.account, before.position(), limit).await?;
    Ok(Json(History::page(&commands, facts, limit).await?))
}
