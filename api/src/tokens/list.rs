//! One's tokens.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::{Commands, desk::tokens};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Scope;
use crate::{Problem, client::Client};

#[derive(Debug, Serialize, ToSchema)]
pub struct Tokens {
    tokens: Vec<Token>,
}

/// A token without its secret, which nobody is shown twice.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    token: Uuid,
    name: String,
    scope: Scope,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
}

/// List your tokens.
#[utoipa::path(
    get,
    path = "/api/v1/tokens",
    operation_id = "list_tokens",
    tag = "tokens",
    responses((status = OK, description = "Your tokens", body = Tokens)),
)]
pub async fn get(client: Client, State(commands): State<Commands>) -> Result<Json<Tokens>, Problem> {
    client.by_session()?;
    let found = commands.tokens.list(client.account).await?;
    Ok(Json(Tokens { tokens: found.into_iter().map(Token::from).collect() }))
}

impl From<tokens::Token> for Token {
    fn from(token: tokens::Token) -> Self {
        Self {
            token: token.id,
            name: token.name,
            scope: token.scope.into(),
            created_at: token.created_at,
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
        }
    }
}
