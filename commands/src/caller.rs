//! Who sends a command, and how.

use domain::{AccountId, CommandId, CorrelationId, Digest, Timestamp};
use projections::Via;
use serde::Serialize;
use uuid::Uuid;

use crate::ids;

/// Everything a command needs to know of where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub account: AccountId,
    pub via: Via,
    /// Made by the client where it can be; the same id twice has one effect.
    pub command: CommandId,
    /// What is undone together; the command alone unless it is part of something larger.
    pub correlation: CorrelationId,
    pub causation: Option<Uuid>,
    /// What is asked for, where the command alone does not say it: something in it was looked up, or it has several steps.
    pub asked: Option<Digest>,
}

impl Caller {
    /// Somebody who sends one command, whose id the client made.
    pub const fn new(account: AccountId, via: Via, command: CommandId) -> Self {
        let correlation = CorrelationId::new(command.uuid());
        Self { account, via, command, correlation, causation: None, asked: None }
    }

    /// Somebody who sends a command without an id of his own.
    pub fn anew(account: AccountId, via: Via, now: Timestamp) -> Self {
        Self::new(account, via, CommandId::new(ids::mint(now)))
    }

    /// Somebody who comes in by this command: nobody else is there yet to be its author.
    pub fn newcomer(via: Via, command: CommandId) -> Self {
        Self::new(account_of(command), via, command)
    }

    /// The same caller's next command within the same gesture, import or job.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Self {
        Self { command: CommandId::new(ids::mint(now)), asked: None, ..self }
    }

    /// A further command whose id follows from the caller's and a key: repeated, it is the same one.
    #[must_use]
    pub fn part(self, key: &[u8]) -> Self {
        Self { command: CommandId::new(Uuid::new_v5(&self.command.uuid(), key)), asked: None, ..self }
    }

    /// The same caller, with what is asked for under the command's id: sent again it must be the same.
    #[must_use]
    pub fn asking(self, what: &impl Serialize) -> Self {
        Self { asked: Some(digest_of(what)), ..self }
    }
}

/// Stands for something that is asked for.
pub(crate) fn digest_of(what: &impl Serialize) -> Digest {
    Digest::of(&serde_json::to_vec(what).expect("commands are plain values"))
}

/// The account that a command opens; the same command again opens the same one.
pub(crate) fn account_of(command: CommandId) -> AccountId {
    AccountId::new(ids::derive(command, b"account"))
}
