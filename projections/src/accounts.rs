//! Whether an account may act at all. Names live on the desk, not here.

use std::collections::HashMap;

use domain::{
    AccountId, Timestamp,
    account::{Account, Event},
};
use uuid::Uuid;

use crate::{
    Views,
    contract::{InlineView, Projected},
    table,
};

table! {
    AccountRow in "view_accounts" by ["account"] {
        account: Uuid as "uuid",
        status: &'static str as "text",
        staff: bool as "boolean",
        registered_at: Timestamp as "timestamptz",
    }
}

impl InlineView for Account {
    type Rows = HashMap<Uuid, AccountRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let account = projected.stream;
        match projected.event {
            Event::AccountRegistered {}
            | Event::AccountApproved {}
            | Event::StaffRightsGranted {}
            | Event::StaffRightsRevoked {}
            | Event::AccountClosed {}
            | Event::RegistrationRefused {} => {
                let Account { status, staff, registered_at } = *projected.state;
                rows.insert(account, AccountRow { account, status: status.into(), staff, registered_at });
            }
        }
    }
}

/// What the permission table needs to know of somebody.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountStatus {
    pub account: Uuid,
    /// `waiting`, `active` or `closed`.
    pub status: String,
    pub staff: bool,
    pub registered_at: Timestamp,
}

impl AccountStatus {
    pub fn is_active(&self) -> bool {
        self.status == "active"
    }
}

impl Views {
    pub async fn account(&self, account: AccountId) -> sqlx::Result<Option<AccountStatus>> {
        sqlx::query_as("select account, status, staff, registered_at from view_accounts where account = $1")
            .bind(account.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// How many registered and wait to be let in.
    pub async fn waiting_accounts(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("select count(*) from view_accounts where status = 'waiting'")
            .fetch_one(&self.0)
            .await
    }

    /// Everybody, newest first.
    pub async fn accounts(&self) -> sqlx::Result<Vec<AccountStatus>> {
        sqlx::query_as("select account, status, staff, registered_at from view_accounts order by registered_at desc, account")
            .fetch_all(&self.0)
            .await
    }
}
