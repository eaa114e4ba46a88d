//! Who is signed in where. The cookie holds a secret; the table holds its hash.

use std::time::Duration;

use domain::{AccountId, Timestamp};
use sqlx::{FromRow, PgExecutor, PgPool};
use uuid::Uuid;

use super::{
    SignedIn,
    secret::{Secret, hash_of},
};
use crate::ids::mint;

pub const IDLE: Duration = Duration::from_hours(12);
pub const ABSOLUTE: Duration = Duration::from_hours(14 * 24);
/// So long one is not asked for the password again.
const FRESH: Duration = Duration::from_mins(10);
/// How exact `last_seen_at` is: writing it on every request would cost a commit each.
const SEEN_EVERY: Duration = Duration::from_mins(1);
/// More than anybody has browsers. The oldest go first.
const AT_MOST: i64 = 50;

/// Whoever sent this request, by cookie.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Session {
    /// Names the session in lists; worthless as a cookie.
    pub id: Uuid,
    #[sqlx(try_from = "Uuid")]
    pub account: AccountId,
    pub display_name: String,
    /// When the password was last given: for things that want it fresh.
    pub opened_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub address: String,
    pub user_agent: String,
    /// Whether the account may act at all, and whether it is staff: what every request asks next.
    pub active: bool,
    pub staff: bool,
}

/// Where somebody signs in from, as far as they will recognise it in the list.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub address: String,
    pub user_agent: String,
}

const LIVE: &str = "from desk_sessions s join desk_people p using (account)
    left join view_accounts a using (account)
    where p.password_version = s.password_version and p.erased_at is null
      and s.expires_at > $2 and s.last_seen_at > $3";
const COLUMNS: &str = "s.id, account, p.display_name, s.opened_at, s.last_seen_at, s.address, s.user_agent,
    coalesce(a.status = 'active', false) as active, coalesce(a.staff, false) as staff";

/// Opens a session and hands out what goes into the cookie. The session under `previous`, the cookie the browser
/// sent along, ends: nobody can plant a session that somebody else then signs in to.
/// Returns nothing when the password was changed in the meantime.
pub async fn open(
    pool: &PgPool,
    who: SignedIn,
    origin: &Origin,
    previous: Option<&str>,
    now: Timestamp,
) -> sqlx::Result<Option<Secret>> {
    let secret = Secret::new("");
    let opened = sqlx::query(
        "with previous as (delete from desk_sessions where secret_hash = $8),
              surplus as (
                  delete from desk_sessions where secret_hash in (
                      select secret_hash from desk_sessions where account = $3
                      order by opened_at desc offset $9))
         insert into desk_sessions
             (secret_hash, id, account, password_version, opened_at, last_seen_at, expires_at, address, user_agent)
         select $1, $2, $3, password_version, $5, $5, $6, $7, $10
         from desk_people where account = $3 and password_version = $4 and erased_at is null",
    )
    .bind(secret.hash())
    .bind(mint(now))
    .bind(who.account.uuid())
    .bind(who.password_version)
    .bind(now)
    .bind(now + ABSOLUTE)
    .bind(printable(&origin.address, 60))
    .bind(previous.map(hash_of))
    .bind(AT_MOST - 1)
    .bind(printable(&origin.user_agent, 200))
    .execute(pool)
    .await?;
    Ok((opened.rows_affected() == 1).then_some(secret))
}

/// Whose cookie this is. Runs on every request: one look-up by key, and once a minute a note that they were here.
pub async fn find(
    reading: impl PgExecutor<'_>,
    pool: &PgPool,
    cookie: &str,
    now: Timestamp,
) -> sqlx::Result<Option<Session>> {
    let hash = hash_of(cookie);
    let session: Option<Session> = sqlx::query_as(&format!("select {COLUMNS} {LIVE} and s.secret_hash = $1"))
        .bind(&hash)
        .bind(now)
        .bind(now - IDLE)
        .fetch_optional(reading)
        .await?;
    if session.as_ref().is_some_and(|session| session.last_seen_at + SEEN_EVERY <= now) {
        sqlx::query(
            "update desk_sessions set last_seen_at = $2 where secret_hash = $1 and last_seen_at < $2",
        )
        .bind(&hash)
        .bind(now)
        .execute(pool)
        .await?;
    }
    Ok(session)
}

/// Where this account is signed in, latest first.
pub async fn list(pool: &PgPool, account: AccountId, now: Timestamp) -> sqlx::Result<Vec<Session>> {
    sqlx::query_as(&format!("select {COLUMNS} {LIVE} and account = $1 order by s.last_seen_at desc"))
        .bind(account.uuid())
        .bind(now)
        .bind(now - IDLE)
        .fetch_all(pool)
        .await
}

/// Whether a session that was found lately is still one.
pub async fn lasts(
    reading: impl PgExecutor<'_>,
    account: AccountId,
    id: Uuid,
    now: Timestamp,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(&format!("select exists (select {LIVE} and account = $1 and s.id = $4)"))
        .bind(account.uuid())
        .bind(now)
        .bind(now - IDLE)
        .bind(id)
        .fetch_one(reading)
        .await
}

/// Whether the password was given for this session just now.
pub async fn is_fresh(pool: &PgPool, account: AccountId, id: Uuid, now: Timestamp) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from desk_sessions where account = $1 and id = $2 and opened_at > $3)",
    )
    .bind(account.uuid())
    .bind(id)
    .bind(now - FRESH)
    .fetch_one(pool)
    .await
}

/// Signs out: ends the session of this cookie.
pub async fn close(pool: &PgPool, cookie: &str) -> sqlx::Result<()> {
    sqlx::query("delete from desk_sessions where secret_hash = $1")
        .bind(hash_of(cookie))
        .execute(pool)
        .await?;
    Ok(())
}

/// Ends one of the account's own sessions. Says whether there was such a one.
pub async fn revoke(pool: &PgPool, account: AccountId, id: Uuid) -> sqlx::Result<bool> {
    let gone = sqlx::query("delete from desk_sessions where account = $1 and id = $2")
        .bind(account.uuid())
        .bind(id)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Ends all sessions of the account but `keep`: when it is closed, when its rights change, when it asks.
pub async fn revoke_all(pool: &PgPool, account: AccountId, keep: Option<Uuid>) -> sqlx::Result<u64> {
    let gone = sqlx::query("delete from desk_sessions where account = $1 and id is distinct from $2")
        .bind(account.uuid())
        .bind(keep)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected())
}

pub(super) async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query("delete from desk_sessions where expires_at <= $1 or last_seen_at <= $2")
        .bind(now)
        .bind(now - IDLE)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected())
}

/// Headers are typed by strangers: shortened, and without what PostgreSQL cannot store.
fn printable(text: &str, at_most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(at_most).collect()
}
