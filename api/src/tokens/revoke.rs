//! A token's end.

use axum::{extract::State, http::StatusCode};
use commands::Commands;
use tracing::instrument;
use uuid::Uuid;

use crate::{Problem, client::Client, extract::Path};

/// Revoke one of your tokens. Takes a session.
#[utoipa::path(
    delete,
    path = "/api/v1/tokens/{token}",
    operation_id = "revoke_token",
    tag = "tokens",
    params(("token" = Uuid, Path)),
    responses((status = NO_CONTENT, description = "It is worth nothing any more")),
)]
#[instrument(name = "api.tokens.revoke", skip_all, fields(%token))]
pub async fn delete(
    client: Client,
    Path(token): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<StatusCode, Problem> {
    client.by_session()?;
    let had = commands.tokens.revoke(client.account, token).await?;
    if had { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
