//! Tokens with which programs act in somebody's name.

use std::{net::IpAddr, sync::Arc};

use domain::{AccountId, Name, Timestamp};
use uuid::Uuid;

use crate::{
    Caller, CommandError,
    clock::Clock,
    desk::{
        self, Desk, Secret,
        tokens::{Token, TokenError, TokenScope},
    },
    execute::Executor,
    password_problem::{password_problem, reported},
    security::SecurityEvent,
    session::Sessions,
    shared::Shared,
};

/// Makes, finds and revokes tokens.
#[derive(Clone)]
pub struct Tokens {
    executor: Executor,
    desk: Desk,
    sessions: Sessions,
    clock: Arc<dyn Clock>,
}

/// A token somebody wants.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    pub name: &'a Name,
    pub scope: TokenScope,
    pub expires_at: Option<Timestamp>,
}

impl Tokens {
    pub(crate) fn new(shared: &Shared, sessions: &Sessions) -> Self {
        Self {
            executor: shared.executor.clone(),
            desk: shared.desk.clone(),
            sessions: sessions.clone(),
            clock: shared.clock.clone(),
        }
    }

    /// Makes a token. It outlasts the session in which it is made, so the session must be fresh, or the password be given
    /// again: a stolen session does not become more than it is. Its secret is shown once, so the same command again is
    /// refused.
    pub async fn make(
        &self,
        caller: Caller,
        session: Uuid,
        password: &str,
        wanted: NewToken<'_>,
        address: IpAddr,
    ) -> Result<(Uuid, Secret), CommandError> {
        let (account, now) = (caller.account, self.clock.now());
        if !self.sessions.knew_password_lately(account, session).await? {
            if password.is_empty() {
                return Err(CommandError::invalid(
                    "password",
                    "give your password once more to make a token",
                ));
            }
            let proved = self.desk.prove(account, password, now).await;
            proved.map_err(|error| password_problem("password", reported(error, account, address)))?;
        }
        let NewToken { name, scope, expires_at } = wanted;
        if !self.executor.claim(caller, account.uuid(), &("make token", name, scope)).await? {
            return Err(CommandError::conflict(
                "secret_shown_once",
                "a token was asked for with this command id before, and its secret is shown once: use another id",
            ));
        }
        let made = desk::tokens::create(&self.desk.pool, account, name, scope, expires_at, now).await;
        if made.is_ok() {
            SecurityEvent::TokenMade.report(Some(account), address);
        }
        made.map_err(|error| match error {
            TokenError::TooMany => CommandError::conflict("too_many_tokens", error.to_string()),
            TokenError::Expired => CommandError::invalid("expires_at", "expires_at must lie in the future"),
            TokenError::Database(error) => error.into(),
        })
    }

    /// Whose token this is.
    pub async fn find(&self, presented: &str) -> sqlx::Result<Option<Token>> {
        desk::tokens::find(&self.desk.pool, presented, self.clock.now()).await
    }

    /// The account's tokens, the expired ones too, latest first.
    pub async fn list(&self, account: AccountId) -> sqlx::Result<Vec<Token>> {
        desk::tokens::list(&self.desk.pool, account).await
    }

    /// Says whether the account had such a token.
    pub async fn revoke(&self, caller: Caller, token: Uuid, address: IpAddr) -> Result<bool, CommandError> {
        let caller = caller.asking(&("revoke token", token));
        if self.executor.was_claimed(caller, token).await? {
            return Ok(true);
        }
        if !self.list(caller.account).await?.iter().any(|known| known.id == token) {
            return Ok(false);
        }
        self.executor.claim(caller, token, &()).await?;
        if desk::tokens::revoke(&self.desk.pool, caller.account, token).await? {
            SecurityEvent::TokenRevoked.report(Some(caller.account), address);
        }
        Ok(true)
    }
}
