//! Who looks at the page.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};
use commands::Caller;
use domain::{AccountId, CommandId, Timestamp};
use projections::Via;
use uuid::Uuid;

use crate::WebError;

/// Somebody signed in whose account is active. As an extractor it sends everybody else to the sign-in page.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub account: AccountId,
    pub name: String,
    /// Decides what the menu offers; what staff may do is asked in `commands`.
    pub staff: bool,
    /// How many registrations wait, for staff; counted for pages alone.
    pub waiting: i64,
    pub session: Uuid,
    /// From where the request came.
    pub address: IpAddr,
    /// When the request came.
    pub now: Timestamp,
}

impl Viewer {
    /// The viewer as somebody who sends a command.
    pub const fn caller(&self, command: CommandId) -> Caller {
        Caller::new(self.account, Via::Page, command)
    }

    /// The same, of a form that carries no command's id.
    pub fn anew(&self) -> Caller {
        Caller::anew(self.account, Via::Page, self.now)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts.extensions.get().cloned().ok_or(WebError::SignIn)
    }
}
