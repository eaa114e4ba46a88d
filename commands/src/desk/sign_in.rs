//! Signing in: throttled by name and by address, and as slow for strangers as for people we know.

use std::{net::IpAddr, time::Duration};

use domain::{AccountId, Timestamp};
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    LoginName, PasswordError, Passwords,
    known::{self, Place},
    passwords::{Busy, Verdict},
    people::ChangePasswordError,
    secret::hash_of,
    throttle::{self, Rates, Throttled},
};

/// Where people prove who they are.
#[derive(Debug, Clone)]
pub struct Desk {
    pub pool: PgPool,
    pub passwords: Passwords,
    pub rates: Rates,
}

/// Somebody who knew the password. Whether the account may act at all is in the log: ask there, then open a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedIn {
    pub account: AccountId,
    /// Under which password; a session opened after the next change would be worth nothing.
    pub password_version: i32,
}

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// No such person and wrong password are one answer.
    #[error("name or password is wrong")]
    Wrong,
    #[error("this account waits for approval, or was refused or closed")]
    NotActive,
    #[error("too many attempts; try again in {} s", retry_after.as_secs().max(1))]
    Throttled { retry_after: Duration },
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<Throttled> for SignInError {
    fn from(Throttled { retry_after }: Throttled) -> Self {
        Self::Throttled { retry_after }
    }
}

impl Desk {
    pub fn new(pool: PgPool) -> Self {
        Self { pool, passwords: Passwords::new(), rates: Rates::default() }
    }

    /// Every attempt is counted before the password is looked at and taken back if it was right, so that many
    /// at once are worth no more guesses than one after the other.
    ///
    /// From a browser that this person signed in with before, only their own attempts count there: neither who guesses
    /// elsewhere nor who shares the address can lock them out.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        address: IpAddr,
        device: Option<&str>,
        now: Timestamp,
    ) -> Result<SignedIn, SignInError> {
        let place = known::place(&self.pool, name, device, address).await?;
        let by_address = !matches!(place, Place::Device(_));
        if by_address {
            throttle::take(&self.pool, self.rates.sign_in, "sign-in", address, now).await??;
        }
        throttle::count(&self.pool, name, place.key(), now).await??;
        let stored = self.stored(name).await?;
        let hash = stored.as_ref().map(|stored| stored.hash.as_str());
        let turn =
            self.passwords.turn(Uuid::new_v5(&Uuid::nil(), name.to_ascii_lowercase().as_bytes())).await;
        let verdict = self.passwords.verify(password, hash).await;
        drop(turn);
        if verdict.is_err() {
            throttle::take_back(&self.pool, name, place.key(), now).await?;
        }
        if by_address && verdict != Ok(Verdict::Wrong) {
            throttle::refund(&self.pool, self.rates.sign_in, "sign-in", address).await?;
        }
        let verdict = verdict?;
        let Some(stored) = stored.filter(|_| verdict != Verdict::Wrong) else {
            return Err(SignInError::Wrong);
        };
        throttle::forgive(&self.pool, name, place.key()).await?;
        if verdict == Verdict::RightButStale {
            self.rehash(&stored, password).await?;
        }
        Ok(SignedIn { account: stored.account, password_version: stored.version })
    }

    /// Asks somebody who is signed in for their password again, as dangerous things should. Attempts are slowed down like
    /// those of somebody who signs in, and counted apart: strangers at the door do not lock out who is inside.
    pub async fn prove(
        &self,
        account: AccountId,
        password: &str,
        now: Timestamp,
    ) -> Result<(), ChangePasswordError> {
        let of = "select login_name, password_hash from desk_people
                  where account = $1 and login_name is not null and password_hash is not null";
        let person: Option<(String, String)> =
            sqlx::query_as(of).bind(account.uuid()).fetch_optional(&self.pool).await?;
        let (name, hash) = person.ok_or(ChangePasswordError::Wrong)?;
        let inside = hash_of("inside");
        throttle::count(&self.pool, &name, &inside, now).await??;
        let turn = self.passwords.turn(account.uuid()).await;
        let verdict = self.passwords.verify(password, Some(&hash)).await;
        drop(turn);
        match verdict {
            Ok(Verdict::Wrong) => return Err(ChangePasswordError::Wrong),
            Ok(Verdict::Right | Verdict::RightButStale) => {
                throttle::forgive(&self.pool, &name, &inside).await?;
            }
            Err(_) => throttle::take_back(&self.pool, &name, &inside, now).await?,
        }
        verdict.map(drop).map_err(|busy| PasswordError::from(busy).into())
    }

    /// Whose name this is, for the operator's log; never for whoever typed it.
    pub async fn account_of(&self, name: &str) -> sqlx::Result<Option<AccountId>> {
        Ok(self.stored(name).await?.map(|stored| stored.account))
    }

    async fn stored(&self, name: &str) -> sqlx::Result<Option<StoredPassword>> {
        let Ok(name) = LoginName::parse(name) else { return Ok(None) };
        let row: Option<(Uuid, String, i32)> = sqlx::query_as(
            "select account, password_hash, password_version from desk_people
             where lower(login_name collate \"C\") = lower($1 collate \"C\") and password_hash is not null",
        )
        .bind(name.as_str())
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(account, hash, version)| StoredPassword { account: account.into(), hash, version }))
    }

    /// The same password under today's parameters; sessions stay. A busy server does it at the next sign-in.
    async fn rehash(&self, stored: &StoredPassword, password: &str) -> sqlx::Result<()> {
        let Ok(hash) = self.passwords.rehash(password).await else { return Ok(()) };
        sqlx::query("update desk_people set password_hash = $2 where account = $1 and password_hash = $3")
            .bind(stored.account.uuid())
            .bind(hash)
            .bind(&stored.hash)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

struct StoredPassword {
    account: AccountId,
    hash: String,
    version: i32,
}
