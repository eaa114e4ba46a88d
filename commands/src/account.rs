//! Accounts: who may act at all. Names and passwords are the desk's.

use std::sync::Arc;

use domain::{
    AccountId, SiteAction,
    account::{Account, Command},
};

use crate::{
    Caller, CommandError, Receipt, execute::Executor, permit::Permissions, session_cache::SessionCache,
    shared::Shared, store::StreamScope,
};

/// Opens accounts and lets people in.
#[derive(Clone)]
pub struct Accounts {
    executor: Executor,
    permissions: Permissions,
    sessions: Arc<SessionCache>,
}

impl Accounts {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            sessions: shared.sessions.clone(),
        }
    }

    /// Opens an account; by the operator, or by somebody who registers.
    pub async fn register(
        &self,
        caller: Caller,
        account: AccountId,
        approved: bool,
        staff: bool,
    ) -> Result<Receipt, CommandError> {
        self.on_account(caller, account, Command::Register { approved, staff }).await
    }

    pub async fn approve(&self, caller: Caller, account: AccountId) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::ManageUsers).await?;
        self.on_account(caller, account, Command::Approve).await
    }

    /// Does not let somebody in who registered.
    pub async fn refuse(&self, caller: Caller, account: AccountId) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::ManageUsers).await?;
        self.on_account(caller, account, Command::Refuse).await
    }

    async fn on_account(
        &self,
        caller: Caller,
        account: AccountId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let done =
            self.executor.execute::<Account>(caller, account.uuid(), StreamScope::default(), command).await;
        // Sessions say whether the account may act, and whether it is staff.
        self.sessions.forget();
        done
    }
}
