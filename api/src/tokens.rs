//! Tokens of programs. Only people make them: a stolen token makes no further ones.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use commands::{
    Commands,
    desk::tokens::{self, LIFETIME},
};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    optional::present,
    page::name,
    route::LISTED,
};

/// What a token is good for, at most: its person's rights are asked as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Read,
    /// Reading included.
    Write,
}

impl From<Scope> for tokens::TokenScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::Write => Self::Write,
        }
    }
}

impl From<tokens::TokenScope> for Scope {
    fn from(scope: tokens::TokenScope) -> Self {
        match scope {
            tokens::TokenScope::Read => Self::Read,
            tokens::TokenScope::Write => Self::Write,
        }
    }
}

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
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "Your tokens", body = Tokens)))]
pub async fn list(client: Client, State(commands): State<Commands>) -> Result<Json<Tokens>, Problem> {
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

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What you will know it by.
    name: String,
    scope: Scope,
    /// In 90 days, if left out; never, if `null`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    #[expect(clippy::option_option, reason = "left out, never, or then")]
    expires_at: Option<Option<DateTime<Utc>>>,
    /// Yours, once more; not needed if you signed in within the last ten minutes.
    #[serde(default)]
    password: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MadeToken {
    token: Uuid,
    /// To be sent as `Authorization: Bearer SECRET`. It is shown now and never again.
    secret: String,
}

/// Make a token for a program. Takes a session.
#[utoipa::path(
    post, path = LISTED,
    responses((status = CREATED, description = "The token", body = MadeToken)),
)]
#[instrument(name = "api.tokens.create", skip_all)]
pub async fn create(
    client: Client,
    State(commands): State<Commands>,
    Body(new): Body<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    let (session, name) = (client.by_session()?, name("name", &new.name)?);
    let expires_at = new.expires_at.unwrap_or_else(|| Some(commands.clock().now() + LIFETIME));
    let token = commands::NewToken { name: &name, scope: new.scope.into(), expires_at };
    let (token, secret) =
        commands.tokens.make(client.caller(&commands), session, &new.password, token, client.address).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret: secret.reveal().to_owned() })))
}

/// Revoke one of your tokens. Takes a session.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = NO_CONTENT, description = "It is worth nothing any more")),
)]
#[instrument(name = "api.tokens.revoke", skip_all, fields(%token))]
pub async fn revoke(
    client: Client,
    Path(token): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<StatusCode, Problem> {
    client.by_session()?;
    let had = commands.tokens.revoke(client.caller(&commands), token, client.address).await?;
    if had { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
