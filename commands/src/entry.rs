//! Coming in: the desk knows the password, the log knows whether the account may act at all.

use std::{net::IpAddr, time::Duration};

use domain::{AccountId, Name};
use uuid::Uuid;

use crate::{
    Caller, CommandError, Commands,
    desk::{
        self, LoginName, PasswordError, Secret, SignInError,
        people::{ChangePasswordError, NewPerson, PersonError},
        sessions::{Origin, Session},
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
        opened.ok_or(SignInError::Wrong)
    }

    /// The session of a cookie, while it lasts.
    pub async fn session(&self, cookie: &str) -> Result<Option<Session>, CommandError> {
        Ok(desk::sessions::find(&self.reading, &self.pool, cookie, self.clock.now()).await?)
    }

    /// Somebody who registers; answers whether the account may be used at once.
    pub async fn register(
        &self,
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
        self.create_account(login_name, display_name, password, approved, false).await?;
        Ok(approved)
    }

    /// Creates an account and its person; by the operator, or by somebody who registers.
    pub async fn create_account(
        &self,
        login_name: LoginName,
        display_name: Name,
        password: &str,
        approved: bool,
        staff: bool,
    ) -> Result<AccountId, CommandError> {
        let now = self.clock.now();
        let account = AccountId::new(crate::ids::mint(now));
        let person = NewPerson { account, login_name, display_name, email: None, password };
        desk::people::create(&self.pool, &self.desk.passwords, person, now).await?;
        let caller = Caller::anew(account, projections::Via::Page, now);
        self.register_account(caller, account, approved, staff).await?;
        Ok(account)
    }

    /// Changes one's own password; every other session ends.
    pub async fn change_password(
        &self,
        account: AccountId,
        session: Uuid,
        old: &str,
        new: &str,
    ) -> Result<(), CommandError> {
        let passwords = &self.desk.passwords;
        desk::people::verify_password(&self.pool, passwords, account, old)
            .await
            .map_err(|error| password_problem("old_password", error))?;
        desk::people::set_password(&self.pool, passwords, account, new, Some(session), self.clock.now())
            .await
            .map_err(|error| password_problem("new_password", error))
    }
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
        ChangePasswordError::Wrong | ChangePasswordError::Password(_) => {
            CommandError::invalid(field, error.to_string())
        }
    }
}
