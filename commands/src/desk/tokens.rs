//! Tokens with which programs use the API in somebody's name.

use std::time::Duration;

use domain::{AccountId, Name, Timestamp};
use sqlx::{FromRow, PgExecutor, PgPool};
use uuid::Uuid;

use super::secret::{Secret, hash_of};
use crate::ids::mint;

/// Scanners for leaked secrets find our tokens by it.
pub const PREFIX: &str = "annals_";
/// Of a token whose person says nothing about it.
pub const LIFETIME: Duration = Duration::from_hours(90 * 24);
const AT_MOST: i64 = 50;
const USED_EVERY: Duration = Duration::from_mins(1);

/// What a token is good for, at most: its person's rights are asked as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum TokenScope {
    Read,
    /// Reading included.
    Write,
}

impl TokenScope {
    pub fn allows(self, wanted: Self) -> bool {
        self >= wanted
    }
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Token {
    pub id: Uuid,
    #[sqlx(try_from = "Uuid")]
    pub account: AccountId,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error("nobody may have more than {AT_MOST} tokens; revoke one first")]
    TooMany,
    #[error("must expire in the future")]
    Expired,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Makes a token. It is shown now and never again.
pub async fn create(
    pool: &PgPool,
    account: AccountId,
    name: &Name,
    scope: TokenScope,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(Uuid, Secret), TokenError> {
    if expires_at.is_some_and(|at| at <= now) {
        return Err(TokenError::Expired);
    }
    let (id, secret) = (mint(now), Secret::new(PREFIX));
    let made = sqlx::query(
        "insert into desk_tokens (id, secret_hash, account, name, scope, created_at, expires_at)
         select $1, $2, $3, $4, $5, $6, $7
         where (select count(*) from desk_tokens where account = $3) < $8",
    )
    .bind(id)
    .bind(secret.hash())
    .bind(account.uuid())
    .bind(name.as_str())
    .bind(scope)
    .bind(now)
    .bind(expires_at)
    .bind(AT_MOST)
    .execute(pool)
    .await?;
    if made.rows_affected() == 0 { Err(TokenError::TooMany) } else { Ok((id, secret)) }
}

/// Whose token this is. Runs on every request of a program.
pub async fn find(pool: &PgPool, presented: &str, now: Timestamp) -> sqlx::Result<Option<Token>> {
    if !presented.starts_with(PREFIX) {
        return Ok(None);
    }
    let hash = hash_of(presented);
    let token: Option<Token> = sqlx::query_as(&format!(
        "select {COLUMNS} from desk_tokens where secret_hash = $1 and (expires_at is null or expires_at > $2)"
    ))
    .bind(&hash)
    .bind(now)
    .fetch_optional(pool)
    .await?;
    if token.as_ref().is_some_and(|token| token.last_used_at.is_none_or(|at| at + USED_EVERY <= now)) {
        sqlx::query(
            "update desk_tokens set last_used_at = greatest(last_used_at, $2) where secret_hash = $1",
        )
        .bind(&hash)
        .bind(now)
        .execute(pool)
        .await?;
    }
    Ok(token)
}

/// Whether a token that was found lately is still one.
pub async fn lasts(
    reading: impl PgExecutor<'_>,
    account: AccountId,
    id: Uuid,
    now: Timestamp,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from desk_tokens where account = $1 and id = $2
             and (expires_at is null or expires_at > $3))",
    )
    .bind(account.uuid())
    .bind(id)
    .bind(now)
    .fetch_one(reading)
    .await
}

/// The account's tokens, the expired ones too, latest first.
pub async fn list(pool: &PgPool, account: AccountId) -> sqlx::Result<Vec<Token>> {
    sqlx::query_as(&format!(
        "select {COLUMNS} from desk_tokens where account = $1 order by created_at desc, id desc"
    ))
    .bind(account.uuid())
    .fetch_all(pool)
    .await
}

/// Says whether the account had such a token.
pub async fn revoke(pool: &PgPool, account: AccountId, id: Uuid) -> sqlx::Result<bool> {
    let gone = sqlx::query("delete from desk_tokens where account = $1 and id = $2")
        .bind(account.uuid())
        .bind(id)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected() == 1)
}

const COLUMNS: &str = "id, account, name, scope, created_at, expires_at, last_used_at";
