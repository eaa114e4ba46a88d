//! The people behind the accounts. A person is entered at the desk first; then the log learns of the account.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use domain::{AccountId, CommandId, Name};
use projections::Via;
use uuid::Uuid;

use crate::{
    Caller, CommandError,
    account::Accounts,
    caller::account_of,
    clock::Clock,
    desk::{
        self, Desk, LoginName,
        people::{NewPerson, Person, PersonError},
        throttle,
    },
    execute::Executor,
    password_problem::{password_problem, reported},
    security::SecurityEvent,
    session_cache::SessionCache,
    settings::Registration,
    shared::Shared,
};

/// Enters people, and looks after their names and passwords.
#[derive(Clone)]
pub struct People {
    executor: Executor,
    accounts: Accounts,
    desk: Desk,
    sessions: Arc<SessionCache>,
    clock: Arc<dyn Clock>,
    registration: Registration,
}

impl People {
    pub(crate) fn new(shared: &Shared, accounts: &Accounts) -> Self {
        Self {
            executor: shared.executor.clone(),
            accounts: accounts.clone(),
            desk: shared.desk.clone(),
            sessions: shared.sessions.clone(),
            clock: shared.clock.clone(),
            registration: shared.settings.registration,
        }
    }

    /// Somebody who registers from an address; answers whether the account may be used at once.
    pub async fn register(
        &self,
        command: CommandId,
        address: IpAddr,
        login_name: LoginName,
        display_name: Name,
        password: &str,
    ) -> Result<bool, CommandError> {
        let approved = match self.registration {
            Registration::Closed => {
                return Err(CommandError::conflict(
                    "registration_closed",
                    "accounts are created by the staff of this server",
                ));
            }
            Registration::Approval => false,
            Registration::Open => true,
        };
        let (rate, now) = (self.desk.rates.registration, self.clock.now());
        throttle::take(&self.desk.pool, rate, "registration", address, now).await??;
        let caller = Caller::newcomer(Via::Page, command);
        self.create(caller, login_name, display_name, password, approved, false).await?;
        Ok(approved)
    }

    /// Creates an account and its person; by staff, by the operator, or by somebody who registers.
    ///
    /// In a task of its own: a name without an account would be taken for nothing.
    pub async fn create(
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
            match this.accounts.register(caller, account, approved, staff).await {
                Ok(_) => Ok(account),
                Err(error) => {
                    this.forget_unless_registered(account, &error).await;
                    Err(error)
                }
            }
        };
        self.executor.finish(work).await
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
        let entered =
            desk::people::create(&self.desk.pool, &self.desk.passwords, person, self.clock.now()).await;
        let Err(error @ (PersonError::NameTaken | PersonError::AccountTaken)) = entered else {
            return Ok(entered?);
        };
        match desk::people::find(&self.desk.pool, account).await? {
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
        if let Err(error) = desk::people::forget_stray(&self.desk.pool, account).await {
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
        address: IpAddr,
    ) -> Result<(), CommandError> {
        let now = self.clock.now();
        let proved = self.desk.prove(account, old, now).await;
        proved.map_err(|error| password_problem("old_password", reported(error, account, address)))?;
        let passwords = &self.desk.passwords;
        let set =
            desk::people::set_password(&self.desk.pool, passwords, account, new, Some(session), now).await;
        self.sessions.forget();
        if set.is_ok() {
            SecurityEvent::PasswordChanged.report(Some(account), address);
        }
        set.map_err(|error| password_problem("new_password", error))
    }

    /// Forgets the failed attempts under a name; says whether there were any. `None`: nobody has the name.
    pub async fn unlock(&self, name: &LoginName) -> sqlx::Result<Option<bool>> {
        if desk::people::find_by_name(&self.desk.pool, name).await?.is_none() {
            return Ok(None);
        }
        throttle::unlock(&self.desk.pool, name.as_str()).await.map(Some)
    }

    /// The person of an account.
    pub async fn find(&self, account: AccountId) -> sqlx::Result<Option<Person>> {
        desk::people::find(&self.desk.pool, account).await
    }

    /// The person who signs in with exactly this name.
    pub async fn find_by_name(&self, name: &LoginName) -> sqlx::Result<Option<Person>> {
        desk::people::find_by_name(&self.desk.pool, name).await
    }

    /// What to call these accounts. Every one of them gets a name.
    pub async fn names(&self, accounts: &[AccountId]) -> sqlx::Result<HashMap<AccountId, String>> {
        desk::people::names(&self.desk.pool, accounts).await
    }

    /// The same, so that no two people are called alike: `Ada Lovelace @ada`.
    pub async fn full_names(&self, accounts: &[AccountId]) -> sqlx::Result<HashMap<AccountId, String>> {
        desk::people::full_names(&self.desk.pool, accounts).await
    }
}
