//! What happens to accounts and rights, for whoever watches the server: one line of the log each, of the target `security`.
//!
//! Lines hold account ids, addresses and our own words, never what somebody typed: people type passwords into the wrong
//! field, and nobody can write a line by choosing a name. `ops/deploy/README.md` says what they look like.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use domain::AccountId;

/// What happened. The names are documented, and programs read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SecurityEvent {
    SignIn,
    SignInFailed,
    SignInThrottled,
    /// Of somebody who is signed in and was asked again.
    PasswordFailed,
    PasswordThrottled,
    PasswordChanged,
    TokenMade,
    TokenRevoked,
    /// A token that is unknown, revoked or over was used.
    TokenRefused,
    /// A right was missing, or the request came from another site.
    AccessRefused,
}

impl SecurityEvent {
    /// Whether somebody may be trying what they should not.
    fn is_suspicious(self) -> bool {
        !matches!(self, Self::SignIn | Self::PasswordChanged | Self::TokenMade | Self::TokenRevoked)
    }

    /// Writes the line. Without an account nobody knows whose it was.
    pub fn report(self, account: Option<AccountId>, address: IpAddr) {
        let event: &'static str = self.into();
        let account = account.map_or_else(|| "none".to_owned(), |account| account.to_string());
        let address = address.to_canonical();
        if self.is_suspicious() {
            tracing::warn!(target: "security", event, %account, %address);
        } else {
            tracing::info!(target: "security", event, %account, %address);
        }
    }
}

/// Who sent a request, once a door has found out: for those around the doors. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Sender(Arc<OnceLock<AccountId>>);

impl Sender {
    /// The first word stands.
    pub fn is(&self, account: AccountId) {
        let _ = self.0.set(account);
    }

    pub fn account(&self) -> Option<AccountId> {
        self.0.get().copied()
    }
}
