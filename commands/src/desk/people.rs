//! The people behind the accounts: what they are called, where to write to, how they prove who they are.

use std::collections::HashMap;

use domain::{AccountId, Name, Timestamp};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::{LoginName, PasswordError, Passwords, throttle::Throttled};

/// Somebody to be entered.
#[derive(Debug)]
pub struct NewPerson<'a> {
    pub account: AccountId,
    pub login_name: LoginName,
    pub display_name: Name,
    pub email: Option<String>,
    pub password: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub account: AccountId,
    pub login_name: String,
    pub display_name: String,
    pub email: Option<String>,
    pub created_at: Timestamp,
}

#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    #[error("this name is taken")]
    NameTaken,
    #[error("this address is in use")]
    EmailTaken,
    #[error("this account has a person already")]
    AccountTaken,
    #[error("is not an e-mail address")]
    NotAnEmail,
    #[error("the password {0}")]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Database(sqlx::Error),
}

#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    #[error("this is not the present password")]
    Wrong,
    #[error(transparent)]
    Throttled(#[from] Throttled),
    #[error("the password {0}")]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

pub async fn create(
    pool: &PgPool,
    passwords: &Passwords,
    person: NewPerson<'_>,
    now: Timestamp,
) -> Result<(), PersonError> {
    let email = person.email.as_deref().map(parse_email).transpose()?;
    let about = [person.login_name.as_str(), person.display_name.as_str(), email.unwrap_or_default()];
    let hash = passwords.hash(person.password, &about).await?;
    sqlx::query(
        "insert into desk_people
             (account, login_name, display_name, email, password_hash, password_changed_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(person.account.uuid())
    .bind(person.login_name.as_str())
    .bind(person.display_name.as_str())
    .bind(email)
    .bind(hash)
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn find(pool: &PgPool, account: AccountId) -> sqlx::Result<Option<Person>> {
    let row: Option<PersonRow> = sqlx::query_as(&format!("{SELECT} where account = $1"))
        .bind(account.uuid())
        .fetch_optional(pool)
        .await?;
    Ok(row.map(Into::into))
}

/// The person of exactly this login name, in any case.
pub async fn find_by_name(pool: &PgPool, name: &LoginName) -> sqlx::Result<Option<Person>> {
    let row: Option<PersonRow> =
        sqlx::query_as(&format!("{SELECT} where lower(login_name collate \"C\") = lower($1 collate \"C\")"))
            .bind(name.as_str())
            .fetch_optional(pool)
            .await?;
    Ok(row.map(Into::into))
}

/// What to call these accounts. Every one of them gets a name, the erased and the unknown too.
pub async fn names(pool: &PgPool, accounts: &[AccountId]) -> sqlx::Result<HashMap<AccountId, String>> {
    called(pool, accounts, "display_name").await
}

/// The same with the name they sign in with, which no two people share: `Ada Lovelace @ada`.
pub async fn full_names(pool: &PgPool, accounts: &[AccountId]) -> sqlx::Result<HashMap<AccountId, String>> {
    called(pool, accounts, "display_name || ' @' || login_name").await
}

async fn called(
    pool: &PgPool,
    accounts: &[AccountId],
    name: &str,
) -> sqlx::Result<HashMap<AccountId, String>> {
    let ids: Vec<Uuid> = accounts.iter().map(|account| account.uuid()).collect();
    let known: Vec<(Uuid, String)> = sqlx::query_as(&format!(
        "select account, {name} from desk_people where account = any($1) and display_name is not null"
    ))
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let mut names: HashMap<_, _> =
        accounts.iter().map(|account| (*account, former_member(*account))).collect();
    names.extend(known.into_iter().map(|(account, name)| (AccountId::new(account), name)));
    Ok(names)
}

/// For an account whose person was erased: tells two of them apart and nothing else.
pub fn former_member(account: AccountId) -> String {
    let id = account.uuid().simple().to_string();
    format!("former member {}", &id[24..])
}

/// Sets another password; all sessions but `keep` end, and all tokens: whoever had the old one may have made some. For a
/// change, let the person prove the present one first; a reset by the operator has none to prove and keeps no session.
pub async fn set_password(
    pool: &PgPool,
    passwords: &Passwords,
    account: AccountId,
    password: &str,
    keep: Option<Uuid>,
    now: Timestamp,
) -> Result<(), ChangePasswordError> {
    let person = find(pool, account).await?.ok_or(ChangePasswordError::Wrong)?;
    let about = [&*person.login_name, &*person.display_name, person.email.as_deref().unwrap_or_default()];
    let turn = passwords.turn(account.uuid()).await;
    let hash = passwords.hash(password, &about).await?;
    drop(turn);
    sqlx::query(
        "with changed as (
             update desk_people
             set password_hash = $2, password_version = password_version + 1, password_changed_at = $3
             where account = $1
             returning password_version
         ), kept as (
             update desk_sessions set password_version = changed.password_version
             from changed where account = $1 and id = $4
         ), tokens as (
             delete from desk_tokens where account = $1
         )
         delete from desk_sessions where account = $1 and id is distinct from $4",
    )
    .bind(account.uuid())
    .bind(hash)
    .bind(now)
    .bind(keep)
    .execute(pool)
    .await?;
    Ok(())
}

/// Forgets the person. The account id stays taken, and the log keeps what it did.
pub async fn erase(pool: &PgPool, account: AccountId, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "with sessions as (delete from desk_sessions where account = $1),
              tokens as (delete from desk_tokens where account = $1),
              devices as (delete from desk_devices where account = $1),
              addresses as (delete from desk_addresses where account = $1),
              keys as (delete from desk_key_maps where account = $1)
         update desk_people
         set login_name = null, display_name = null, email = null, password_hash = null,
             password_version = password_version + 1, erased_at = $2
         where account = $1 and erased_at is null",
    )
    .bind(account.uuid())
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

/// Takes somebody off the list whose account never came into the log.
pub async fn forget_stray(pool: &PgPool, account: AccountId) -> sqlx::Result<()> {
    sqlx::query(&format!("delete from desk_people p where p.account = $1 and {STRAY}"))
        .bind(account.uuid())
        .execute(pool)
        .await?;
    Ok(())
}

/// Takes off the list all who were entered before then and whose account never came into the log.
pub async fn sweep(pool: &PgPool, before: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query(&format!("delete from desk_people p where p.created_at < $1 and {STRAY}"))
        .bind(before)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected())
}

const STRAY: &str = "not exists (select from events e where e.stream_id = p.account)";

const SELECT: &str = "select account, login_name, display_name, email, created_at from desk_people";

#[derive(FromRow)]
struct PersonRow {
    account: Uuid,
    login_name: Option<String>,
    display_name: Option<String>,
    email: Option<String>,
    created_at: Timestamp,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        let account = AccountId::new(row.account);
        Self {
            account,
            login_name: row.login_name.unwrap_or_default(),
            display_name: row.display_name.unwrap_or_else(|| former_member(account)),
            email: row.email,
            created_at: row.created_at,
        }
    }
}

impl From<sqlx::Error> for PersonError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().and_then(|error| error.constraint()) {
            Some("desk_people_login_name") => Self::NameTaken,
            Some("desk_people_email") => Self::EmailTaken,
            Some("desk_people_pkey") => Self::AccountTaken,
            _ => Self::Database(error),
        }
    }
}

/// Whether mail arrives is found out by sending one; here only what could never be an address is refused.
fn parse_email(text: &str) -> Result<&str, PersonError> {
    let (local, host) = text.rsplit_once('@').ok_or(PersonError::NotAnEmail)?;
    let odd = |c: char| c.is_control() || c.is_whitespace() || "<>,;\"()".contains(c);
    if local.is_empty() || host.is_empty() || text.chars().count() > 254 || text.chars().any(odd) {
        return Err(PersonError::NotAnEmail);
    }
    Ok(text)
}
