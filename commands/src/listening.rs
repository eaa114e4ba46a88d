//! Who follows an endless answer, and for how long they stay who they said they are.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{Access, AccountId, Timestamp};
use uuid::Uuid;

use projections::Reading;

use crate::{CommandError, clock::Clock, desk, permit::Permissions, session_cache::TRUSTED, shared::Shared};

/// Endless answers to one person at once: more than anybody has tabs and programs.
const AT_MOST: usize = 64;

/// With what somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    Session(Uuid),
    Token(Uuid),
}

/// One endless answer. It takes a place of its account's until it is dropped.
pub struct Listening {
    listeners: Listeners,
    account: AccountId,
    credential: Credential,
    asked: Timestamp,
    _slot: ListenerSlot,
}

/// Lets people listen.
#[derive(Clone)]
pub struct Listeners {
    reading: Reading,
    permissions: Permissions,
    clock: Arc<dyn Clock>,
    counts: ListenerCounts,
}

impl Listeners {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            reading: shared.reading.clone(),
            permissions: shared.permissions.clone(),
            clock: shared.clock.clone(),
            counts: ListenerCounts::default(),
        }
    }

    /// Begins an endless answer for somebody who was let in just now.
    pub fn listen(&self, account: AccountId, credential: Credential) -> Result<Listening, CommandError> {
        let full = CommandError::TooMany {
            what: "too many pages and programs of yours are listening",
            retry_after: Duration::from_secs(10),
        };
        let place = self.counts.take(account).ok_or(full)?;
        Ok(Listening { listeners: self.clone(), account, credential, asked: self.clock.now(), _slot: place })
    }
}

impl Listening {
    /// Asked before each message: whether session or token still last, and the account may still act. Answers whether it
    /// looked: what the listener was told of other rights is then old, too.
    pub async fn goes_on(&mut self) -> Result<bool, CommandError> {
        let (Listeners { reading, permissions, clock, .. }, account) = (&self.listeners, self.account);
        let now = clock.now();
        if now < self.asked + TRUSTED {
            return Ok(false);
        }
        let lasts = match self.credential {
            Credential::Session(id) => desk::sessions::lasts(reading, account, id, now).await?,
            Credential::Token(id) => desk::tokens::lasts(reading, account, id, now).await?,
        };
        if !lasts {
            return Err(CommandError::Denied(Access::SignIn));
        }
        permissions.to_act(account).await?;
        self.asked = now;
        Ok(true)
    }
}

/// How many endless answers each account has from this process.
#[derive(Debug, Clone, Default)]
struct ListenerCounts(Arc<Mutex<HashMap<AccountId, usize>>>);

#[derive(Debug)]
struct ListenerSlot {
    counts: ListenerCounts,
    account: AccountId,
}

impl ListenerCounts {
    fn take(&self, account: AccountId) -> Option<ListenerSlot> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(account).or_default();
        if *taken >= AT_MOST {
            return None;
        }
        *taken += 1;
        Some(ListenerSlot { counts: self.clone(), account })
    }
}

impl Drop for ListenerSlot {
    fn drop(&mut self) {
        let mut all = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&self.account) {
            *taken -= 1;
            if *taken == 0 {
                all.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::{ALICE, BOB};

    use super::*;

    #[test]
    fn places_are_counted_by_account_and_come_back() {
        let counts = ListenerCounts::default();
        let mut places: Vec<_> = (0..AT_MOST).map(|_| counts.take(ALICE).unwrap()).collect();
        assert!(counts.take(ALICE).is_none());
        assert!(counts.take(BOB).is_some());

        places.pop();
        assert!(counts.take(ALICE).is_some());
        places.clear();
        assert!(counts.0.lock().unwrap().is_empty());
    }
}
