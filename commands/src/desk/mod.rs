//! What is kept about people outside the log, as plain rows: names, passwords, sessions, tokens, throttles; who is where.
//!
//! Each write is one statement. A client that goes away in the middle can then leave no open transaction behind.

mod login_name;
mod sign_in;
#[cfg(test)]
mod tests;

pub mod key_maps;
pub mod known;
pub mod leases;
pub mod passwords;
pub mod people;
pub mod presence;
pub(crate) mod secret;
pub mod sessions;
pub mod throttle;
pub mod tokens;

use domain::Timestamp;
use sqlx::PgPool;

pub use self::{
    login_name::{LoginName, LoginNameError},
    passwords::{Busy, PasswordError, Passwords},
    secret::Secret,
    sign_in::{Desk, SignInError, SignedIn},
};

/// Removes what has run out. To be called now and then; nothing depends on it.
pub async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let people = sessions::sweep(pool, now).await? + throttle::sweep(pool, now).await?;
    let people = people + known::sweep(pool, now).await?;
    Ok(people + leases::sweep(pool, now).await? + presence::sweep(pool, now).await?)
}
