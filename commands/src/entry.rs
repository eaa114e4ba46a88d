//! Coming in: the desk knows the password, the log knows whether the account may act at all.

use std::{net::IpAddr, sync::Arc, time::Duration};

use domain::{AccountId, CommandId, Name, Timestamp};
use projections::Via;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    Caller, CommandError, Commands,
    caller::account_of,
    desk::{
        self, LoginName, PasswordError, Secret, SignInError,
        people::{ChangePasswordError, NewPerson, PersonError},
        sessions::{Origin, Session},
        tokens::{TokenError, TokenScope},
    },
    settings::Registration,
};

/// How long the queue before the password hashes is at most, rounded up.
const BUSY: Duration = Duration::from_secs(2);

impl Commands {
    /// Opens a session; a session that the browser had before is closed.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        address: IpAddr,
        user_agent: &str,
        previous: Option<&str>,
    ) -> Result<Secret, SignInError> {
        let now = self.clock.now();
        let signed_in = self.desk.sign_in(name, password, address, now).await?;
        if !self.views.account(signed_in.account).await?.is_some_and(|account| account.is_active()) {
            return Err(SignInError::NotActive);
        }
        let origin =
            Origin { address: address.to_string(), user_agent: user_agent.chars().take(300).collect() };
        let opened = desk::sessions::open(&self.pool, signed_in, &origin, previous, now).await?;
        self.session_cache.forget();
        opened.ok_or(SignInError::Wrong)
    }

    /// The session of a cookie, while it lasts. One that another process ended may last a second longer here.
    pub async fn session(&self, cookie: &str) -> Result<Option<Arc<Session>>, CommandError> {
        let now = self.clock.now();
        let ask = desk::sessions::find(&self.reading, &self.pool, cookie, now);
        Ok(self.session_cache.get_or_load(cookie, now, ask).await?)
    }

    /// Ends the session of this cookie.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), CommandError> {
        let ended = desk::sessions::close(&self.pool, cookie).await;
        self.session_cache.forget();
        Ok(ended?)
    }

    /// Ends one of the account's own sessions, wherever it is open. Says whether there was such a one.
    pub async fn end_session(&self, account: AccountId, session: Uuid) -> Result<bool, CommandError> {
        let ended = desk::sessions::revoke(&self.pool, account, session).await;
        self.session_cache.forget();
        Ok(ended?)
    }

    /// Ends all sessions of the account but this one.
    pub async fn end_other_sessions(&self, account: AccountId, session: Uuid) -> Result<(), CommandError> {
        let ended = desk::sessions::revoke_all(&self.pool, account, Some(session)).await;
        self.session_cache.forget();
        ended?;
        Ok(())
    }

    /// Somebody who registers; answers whether the account may be used at once.
    pub async fn register(
        &self,
        command: CommandId,
        login_name: LoginName,
        display_name: Name,
        password: &str,
    ) -> Result<bool, CommandError> {
        let approved = match self.settings.registration {
            Registration::Closed => {
                return Err(CommandError::conflict(
                    "registration_closed",
                    "accounts are created by the staff of this server",
                ));
            }
            Registration::Approval => false,
            Registration::Open => true,
        };
        let caller = Caller::newcomer(Via::Page, command);
        self.create_account(caller, login_name, display_name, password, approved, false).await?;
        Ok(approved)
    }

    /// Creates an account and its person; by staff, by the operator, or by somebody who registers.
    ///
    /// In a task of its own: a name without an account would be taken for nothing.
    pub async fn create_account(
        &self,
        caller: Caller,
        login_name: LoginName,
        display_name: Name,
        password: &str,
        approved: bool,
        staff: bool,
    ) -> Result<AccountId, CommandError> {
        let (this, password) = (self.clone(), password.to_owned());
        let work = async move {
            let account = account_of(caller.command);
            this.enter(account, login_name, display_name, &password).await?;
            match this.register_account(caller, account, approved, staff).await {
                Ok(_) => Ok(account),
                Err(error) => {
                    this.forget_unless_registered(account, &error).await;
                    Err(error)
                }
            }
        };
        let task = self.tasks.spawn(work.in_current_span());
        task.await.unwrap_or_else(|_| Err(CommandError::Unavailable { retry_after: Duration::from_secs(1) }))
    }

    /// Entered before by the same command is as good.
    async fn enter(
        &self,
        account: AccountId,
        login_name: LoginName,
        display_name: Name,
        password: &str,
    ) -> Result<(), CommandError> {
        let name = login_name.as_str().to_owned();
        let person = NewPerson { account, login_name, display_name, email: None, password };
        let entered = desk::people::create(&self.pool, &self.desk.passwords, person, self.clock.now()).await;
        let Err(error @ (PersonError::NameTaken | PersonError::AccountTaken)) = entered else {
            return Ok(entered?);
        };
        match desk::people::find(&self.pool, account).await? {
            Some(known) if known.login_name == name => Ok(()),
            _ => Err(error.into()),
        }
    }

    /// Who was refused leaves the name to others. Where nobody knows whether the account is in the log, and when this
    /// fails, the person waits for housekeeping.
    async fn forget_unless_registered(&self, account: AccountId, why: &CommandError) {
        if matches!(why, CommandError::Unavailable { .. }) {
            return;
        }
        if let Err(error) = desk::people::forget_stray(&self.pool, account).await {
            tracing::warn!(%error, %account, "a person without an account stays until housekeeping");
        }
    }

    /// Changes one's own password; every other session ends, and every token.
    pub async fn change_password(
        &self,
        account: AccountId,
        session: Uuid,
        old: &str,
        new: &str,
    ) -> Result<(), CommandError> {
        let now = self.clock.now();
        self.desk.prove(account, old, now).await.map_err(|error| password_problem("old_password", error))?;
        let passwords = &self.desk.passwords;
        let set = desk::people::set_password(&self.pool, passwords, account, new, Some(session), now).await;
        self.session_cache.forget();
        set.map_err(|error| password_problem("new_password", error))
    }

    /// Makes a token. It outlasts the session in which it is made, so the session must be fresh, or the password be given
    /// again: a stolen session does not become more than it is.
    pub async fn make_token(
        &self,
        account: AccountId,
        session: Uuid,
        password: &str,
        wanted: NewToken<'_>,
    ) -> Result<(Uuid, Secret), CommandError> {
        let now = self.clock.now();
        if !self.knew_password_lately(account, session).await? {
            if password.is_empty() {
                return Err(CommandError::invalid(
                    "password",
                    "give your password once more to make a token",
                ));
            }
            self.desk
                .prove(account, password, now)
                .await
                .map_err(|error| password_problem("password", error))?;
        }
        let NewToken { name, scope, expires_at } = wanted;
        let made = desk::tokens::create(&self.pool, account, name, scope, expires_at, now).await;
        made.map_err(|error| match error {
            TokenError::TooMany => CommandError::conflict("too_many_tokens", error.to_string()),
            TokenError::Expired => CommandError::invalid("expires_at", "expires_at must lie in the future"),
            TokenError::Database(error) => error.into(),
        })
    }

    /// Whether the password was given for this session a moment ago.
    pub async fn knew_password_lately(
        &self,
        account: AccountId,
        session: Uuid,
    ) -> Result<bool, CommandError> {
        Ok(desk::sessions::is_fresh(&self.pool, account, session, self.clock.now()).await?)
    }
}

/// A token somebody wants.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    pub name: &'a Name,
    pub scope: TokenScope,
    pub expires_at: Option<Timestamp>,
}

impl From<PersonError> for CommandError {
    fn from(error: PersonError) -> Self {
        let field = match error {
            PersonError::NameTaken => "login_name",
            PersonError::EmailTaken | PersonError::NotAnEmail => "email",
            PersonError::AccountTaken => "account",
            PersonError::Password(error) => return password_problem("password", error.into()),
            PersonError::Database(error) => return error.into(),
        };
        Self::invalid(field, error.to_string())
    }
}

fn password_problem(field: &'static str, error: ChangePasswordError) -> CommandError {
    match error {
        ChangePasswordError::Password(PasswordError::Busy(_)) => {
            CommandError::Unavailable { retry_after: BUSY }
        }
        ChangePasswordError::Database(error) => error.into(),
        ChangePasswordError::Throttled(throttled) => throttled.into(),
        ChangePasswordError::Wrong | ChangePasswordError::Password(_) => {
            CommandError::invalid(field, error.to_string())
        }
    }
}
