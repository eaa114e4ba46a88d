//! Passwords: which are accepted, and how they are hashed and checked without drowning the server.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::SaltString,
};
use tokio::{
    sync::{MutexGuard, OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};
use uuid::Uuid;
use zxcvbn::{Score, zxcvbn};

use crate::locks::Locks;

/// At once. Each takes 19 MiB and about 30 ms of one core.
const AT_ONCE: usize = 2;
/// Being hashed or waiting for it: half a second of work.
const WAITING: usize = 32;

/// Too many people sign in at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at this moment")]
pub struct Busy;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("must have at least {} characters", Passwords::MIN)]
    TooShort,
    #[error("must have at most {} characters", Passwords::MAX)]
    TooLong,
    #[error("is among the first that somebody would try")]
    TooCommon,
    #[error(transparent)]
    Busy(#[from] Busy),
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and hashed with parameters that are no longer ours.
    RightButStale,
}

/// Hashes and checks, two at a time and one at a time for each person. Clones share the queue.
#[derive(Debug, Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Checked when there is no such person, so that the answer takes as long.
    nobody: Arc<str>,
    places: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    turns: Arc<Locks>,
}

impl Passwords {
    pub const MIN: usize = 8;
    pub const MAX: usize = 128;

    /// OWASP's floor for argon2id.
    pub fn new() -> Self {
        Self::with_cost(19_456, 2, 1)
    }

    /// Memory in KiB, passes, lanes.
    pub fn with_cost(memory: u32, passes: u32, lanes: u32) -> Self {
        let params = Params::new(memory, passes, lanes, None).expect("parameters within argon2's limits");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self {
            nobody: hash(&argon2, "a password that nobody has").into(),
            argon2,
            places: Arc::new(Semaphore::new(WAITING)),
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            turns: Arc::new(Locks::new()),
        }
    }

    /// Waits until nothing else is hashed or checked for the same person: who tries many at once waits for themselves, and
    /// takes no place in the queue from others.
    pub(super) async fn turn(&self, whose: Uuid) -> MutexGuard<'_, ()> {
        self.turns.lock(whose).await
    }

    /// Checks that a new password is acceptable and hashes it. `about` are words that the person's own
    /// password must not be made of: their names, their address.
    pub async fn hash(&self, password: &str, about: &[&str]) -> Result<String, PasswordError> {
        check_length(password)?;
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let about: Vec<String> = about.iter().map(|word| (*word).to_owned()).collect();
        self.run(move || {
            if is_common(&password, &about) {
                return Err(PasswordError::TooCommon);
            }
            Ok(hash(&argon2, &password))
        })
        .await?
    }

    /// Compares exactly what was received, with what is stored for the person, if there is one.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, Busy> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        let verdict = self.run(move || verify(&argon2, &password, &stored)).await?;
        Ok(if known { verdict } else { Verdict::Wrong })
    }

    /// Hashes a password that is known to be right, however weak by today's rules.
    pub(super) async fn rehash(&self, password: &str) -> Result<String, Busy> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        self.run(move || hash(&argon2, &password)).await
    }

    /// The permits go along with the work: whoever stops waiting does not make room for a third hash.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Busy)?;
        let slot = self.slots.clone().acquire_owned().await.expect("the semaphore is never closed");
        let permits: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (place, slot);
        let done = spawn_blocking(move || {
            let answer = work();
            drop(permits);
            answer
        });
        // Fails while the runtime shuts down only.
        done.await.map_err(|_| Busy)
    }

    #[cfg(test)]
    pub(super) fn fill_queue(&self) -> OwnedSemaphorePermit {
        let all = u32::try_from(WAITING).expect("a small number");
        self.places.clone().try_acquire_many_owned(all).expect("an empty queue")
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn check_length(password: &str) -> Result<(), PasswordError> {
    match password.chars().count() {
        ..Passwords::MIN => Err(PasswordError::TooShort),
        length if length > Passwords::MAX => Err(PasswordError::TooLong),
        _ => Ok(()),
    }
}

/// Guessed within a million tries: zxcvbn knows tens of thousands of common passwords, names and keyboard walks.
/// Forty characters tell; made for it, a hundred keep it busy for most of a second.
fn is_common(password: &str, about: &[String]) -> bool {
    let words: Vec<&str> = about.iter().map(String::as_str).chain(["annals"]).collect();
    let beginning: String = password.chars().take(40).collect();
    zxcvbn(&beginning, &words).score() < Score::Two
}

fn hash(argon2: &Argon2<'_>, password: &str) -> String {
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).expect("16 bytes are a salt");
    argon2.hash_password(password.as_bytes(), &salt).expect("a password far below 4 GiB").to_string()
}

fn verify(argon2: &Argon2<'_>, password: &str, stored: &str) -> Verdict {
    let Ok(stored) = PasswordHash::new(stored) else { return Verdict::Wrong };
    if argon2.verify_password(password.as_bytes(), &stored).is_err() {
        return Verdict::Wrong;
    }
    let current = stored.algorithm == Algorithm::Argon2id.ident()
        && Params::try_from(&stored).is_ok_and(|params| same_cost(&params, argon2.params()));
    if current { Verdict::Right } else { Verdict::RightButStale }
}

fn same_cost(a: &Params, b: &Params) -> bool {
    (a.m_cost(), a.t_cost(), a.p_cost()) == (b.m_cost(), b.t_cost(), b.p_cost())
}
