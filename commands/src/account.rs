//! Accounts: who may act at all. Names and passwords are the desk's.

use domain::{
    AccountId, SiteAction,
    account::{Account, Command},
};

use crate::{Caller, CommandError, Commands, Receipt, store::StreamScope};

impl Commands {
    /// Opens an account; by the operator, or by somebody who registers.
    pub async fn register_account(
        &self,
        caller: Caller,
        account: AccountId,
        approved: bool,
        staff: bool,
    ) -> Result<Receipt, CommandError> {
        self.on_account(caller, account, Command::Register { approved, staff }).await
    }

    pub async fn approve_account(&self, caller: Caller, account: AccountId) -> Result<Receipt, CommandError> {
        self.permit_on_site(caller.account, SiteAction::ManageUsers).await?;
        self.on_account(caller, account, Command::Approve).await
    }

    async fn on_account(
        &self,
        caller: Caller,
        account: AccountId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let done = self.execute::<Account>(caller, account.uuid(), StreamScope::default(), command).await;
        // Sessions say whether the account may act, and whether it is staff.
        self.session_cache.forget();
        done
    }
}
