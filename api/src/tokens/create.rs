//! A new token.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use commands::{
    Commands,
    desk::tokens::{self, TokenError},
};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Scope;
use crate::{Problem, client::Client, extract::Body, page::name};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What you will know it by.
    name: String,
    scope: Scope,
    /// Never, if left out.
    #[serde(default)]
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MadeToken {
    token: Uuid,
    /// To be sent as `Authorization: Bearer SECRET`. It is shown now and never again.
    secret: String,
}

/// Make a token for a program. Takes a session.
#[utoipa::path(
    post,
    path = "/api/v1/tokens",
    operation_id = "create_token",
    tag = "tokens",
    request_body = NewToken,
    responses((status = CREATED, description = "The token", body = MadeToken)),
)]
#[instrument(name = "api.tokens.create", skip_all)]
pub async fn post(
    client: Client,
    State(commands): State<Commands>,
    Body(new): Body<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    client.by_session()?;
    let (name, now) = (name("name", &new.name)?, commands.clock().now());
    let scope = new.scope.into();
    let made = tokens::create(commands.pool(), client.account, &name, scope, new.expires_at, now).await;
    let (token, secret) = made.map_err(refuse)?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret: secret.reveal().to_owned() })))
}

fn refuse(error: TokenError) -> Problem {
    match error {
        TokenError::Expired => Problem::invalid("expires_at", "expires_at must lie in the future"),
        TokenError::TooMany => Problem::new(StatusCode::CONFLICT, "too_many_tokens", error.to_string()),
        TokenError::Database(error) => error.into(),
    }
}
