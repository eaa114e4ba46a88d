//! A new token.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use commands::{Commands, desk::tokens::LIFETIME};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Scope;
use crate::{Problem, client::Client, extract::Body, optional::present, page::name};

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
    let (session, name) = (client.by_session()?, name("name", &new.name)?);
    let expires_at = new.expires_at.unwrap_or_else(|| Some(commands.clock().now() + LIFETIME));
    let wanted = commands::NewToken { name: &name, scope: new.scope.into(), expires_at };
    let (token, secret) = commands.tokens.make(client.account, session, &new.password, wanted).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret: secret.reveal().to_owned() })))
}
