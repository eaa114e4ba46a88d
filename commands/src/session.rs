//! Signing in, and the sessions of those who did: the desk knows the password, the log knows whether the account may act.

use std::{net::IpAddr, sync::Arc};

use domain::{AccountId, Timestamp};
use projections::{Reading, Views};
use uuid::Uuid;

use crate::{
    CommandError,
    clock::Clock,
    desk::{
        self, Desk, Secret, SignInError,
        sessions::{Origin, Session},
    },
    security::SecurityEvent,
    session_cache::SessionCache,
    shared::Shared,
};

/// From where somebody signs in.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    pub address: IpAddr,
    pub user_agent: &'a str,
    /// The cookie of the session that it had before.
    pub previous: Option<&'a str>,
    /// The cookie by which it is known.
    pub device: Option<&'a str>,
}

impl<'a> Browser<'a> {
    /// One without any cookie.
    pub fn fresh(address: IpAddr, user_agent: &'a str) -> Self {
        Self { address, user_agent, previous: None, device: None }
    }
}

/// What the browser gets: its session, and by what it will be known if it was not.
#[derive(Debug)]
pub struct Opened {
    pub session: Secret,
    pub device: Option<Secret>,
}

/// Opens, finds and ends sessions.
#[derive(Clone)]
pub struct Sessions {
    desk: Desk,
    views: Views,
    reading: Reading,
    cache: Arc<SessionCache>,
    clock: Arc<dyn Clock>,
}

impl Sessions {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            desk: shared.desk.clone(),
            views: shared.views.clone(),
            reading: shared.reading.clone(),
            cache: shared.sessions.clone(),
            clock: shared.clock.clone(),
        }
    }

    /// Opens a session; a session that the browser had before is closed. Whoever watches the server hears of it.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        browser: Browser<'_>,
    ) -> Result<Opened, SignInError> {
        let opened = self.open(name, password, browser).await;
        let event = match &opened {
            Ok((account, _)) => {
                SecurityEvent::SignIn.report(Some(*account), browser.address);
                return opened.map(|(_, opened)| opened);
            }
            Err(SignInError::Wrong | SignInError::NotActive) => SecurityEvent::SignInFailed,
            Err(SignInError::Throttled { .. }) => SecurityEvent::SignInThrottled,
            Err(SignInError::Busy(_) | SignInError::Database(_)) => return opened.map(|(_, opened)| opened),
        };
        event.report(self.desk.account_of(name).await?, browser.address);
        opened.map(|(_, opened)| opened)
    }

    async fn open(
        &self,
        name: &str,
        password: &str,
        browser: Browser<'_>,
    ) -> Result<(AccountId, Opened), SignInError> {
        let Browser { address, user_agent, previous, device } = browser;
        let now = self.clock.now();
        let signed_in = self.desk.sign_in(name, password, address, device, now).await?;
        if !self.views.account(signed_in.account).await?.is_some_and(|account| account.is_active()) {
            return Err(SignInError::NotActive);
        }
        let origin =
            Origin { address: address.to_string(), user_agent: user_agent.chars().take(300).collect() };
        let opened = desk::sessions::open(&self.desk.pool, signed_in, &origin, previous, now).await?;
        self.cache.forget();
        let session = opened.ok_or(SignInError::Wrong)?;
        let device = desk::known::remember(&self.desk.pool, signed_in.account, device, address, now).await?;
        Ok((signed_in.account, Opened { session, device }))
    }

    /// The session of a cookie, while it lasts. One that another process ended may last a second longer here.
    pub async fn find(&self, cookie: &str) -> Result<Option<Arc<Session>>, CommandError> {
        let now = self.clock.now();
        let ask = desk::sessions::find(&self.reading, &self.desk.pool, cookie, now);
        Ok(self.cache.get_or_load(cookie, now, ask).await?)
    }

    /// Ends the session of this cookie.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), CommandError> {
        let ended = desk::sessions::close(&self.desk.pool, cookie).await;
        self.cache.forget();
        Ok(ended?)
    }

    /// Ends one of the account's own sessions, wherever it is open. Says whether there was such a one.
    pub async fn end(&self, account: AccountId, session: Uuid) -> Result<bool, CommandError> {
        let ended = desk::sessions::revoke(&self.desk.pool, account, session).await;
        self.cache.forget();
        Ok(ended?)
    }

    /// Ends all sessions of the account but this one.
    pub async fn end_others(&self, account: AccountId, session: Uuid) -> Result<(), CommandError> {
        let ended = desk::sessions::revoke_all(&self.desk.pool, account, Some(session)).await;
        self.cache.forget();
        ended?;
        Ok(())
    }

    /// Where this account is signed in, latest first.
    pub async fn list(&self, account: AccountId, now: Timestamp) -> sqlx::Result<Vec<Session>> {
        desk::sessions::list(&self.desk.pool, account, now).await
    }

    /// Whether the password was given for this session a moment ago.
    pub async fn knew_password_lately(
        &self,
        account: AccountId,
        session: Uuid,
    ) -> Result<bool, CommandError> {
        Ok(desk::sessions::is_fresh(&self.desk.pool, account, session, self.clock.now()).await?)
    }
}
