//! Sessions that were asked for a moment ago: a page and its sixty pictures, or one box after the other, ask PostgreSQL once.
//!
//! What this process ends is forgotten here before anybody is told that it ended. What another one ends is noticed within
//! [`TRUSTED`].

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::Timestamp;
use lru::LruCache;

use crate::desk::{secret::hash_of, sessions::Session};

/// What was taken away elsewhere is noticed after so long at the latest.
pub(crate) const TRUSTED: Duration = Duration::from_secs(1);
/// More than anybody has people at work within a second.
const AT_MOST: usize = 10_000;

#[derive(Debug)]
pub(crate) struct SessionCache(Mutex<CachedSessions>);

#[derive(Debug)]
struct CachedSessions {
    /// By the cookie's hash, with the time at which PostgreSQL was asked.
    sessions: LruCache<Vec<u8>, (Arc<Session>, Timestamp)>,
    /// How often something ended: an answer from before is not to be kept.
    ended: u64,
}

impl Default for SessionCache {
    fn default() -> Self {
        Self(Mutex::new(CachedSessions { sessions: LruCache::unbounded(), ended: 0 }))
    }
}

impl SessionCache {
    /// The session of a cookie, from here or by asking. That there is none is not remembered.
    pub async fn get_or_load<E>(
        &self,
        cookie: &str,
        now: Timestamp,
        ask: impl Future<Output = Result<Option<Session>, E>>,
    ) -> Result<Option<Arc<Session>>, E> {
        let key = hash_of(cookie);
        let ended = match self.known().look(&key, now) {
            Ok(session) => return Ok(Some(session)),
            Err(ended) => ended,
        };
        let Some(session) = ask.await?.map(Arc::new) else { return Ok(None) };
        let mut known = self.known();
        if known.ended == ended {
            known.sessions.put(key, (session.clone(), now));
            if known.sessions.len() > AT_MOST {
                known.sessions.pop_lru();
            }
        }
        Ok(Some(session))
    }

    /// To be called after a session ended, or what it says of the account changed. That is rare, so all go.
    pub fn forget(&self) {
        let mut known = self.known();
        known.sessions.clear();
        known.ended += 1;
    }

    fn known(&self) -> MutexGuard<'_, CachedSessions> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CachedSessions {
    /// The session, or how often something had ended when it was not here.
    fn look(&mut self, key: &[u8], now: Timestamp) -> Result<Arc<Session>, u64> {
        match self.sessions.get(key) {
            // A clock that was set back says nothing about how long ago that is.
            Some((session, asked)) if (*asked..*asked + TRUSTED).contains(&now) => Ok(session.clone()),
            _ => Err(self.ended),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use domain::testing::{ALICE, noon};

    use super::*;

    fn session(name: &str) -> Session {
        Session {
            id: uuid::Uuid::nil(),
            account: ALICE,
            display_name: name.to_owned(),
            opened_at: noon(),
            last_seen_at: noon(),
            address: String::new(),
            user_agent: String::new(),
            active: true,
            staff: false,
        }
    }

    /// Whose name is answered when PostgreSQL would say this one.
    async fn name(session_cache: &SessionCache, now: Timestamp, stored: Option<&str>) -> Option<String> {
        name_of("cookie", session_cache, now, stored).await
    }

    async fn name_of(
        cookie: &str,
        session_cache: &SessionCache,
        now: Timestamp,
        stored: Option<&str>,
    ) -> Option<String> {
        let ask = async { Ok::<_, Infallible>(stored.map(session)) };
        let Ok(found) = session_cache.get_or_load(cookie, now, ask).await;
        found.map(|session| session.display_name.clone())
    }

    #[tokio::test]
    async fn it_is_believed_for_a_second_and_no_longer() {
        let session_cache = SessionCache::default();
        assert_eq!(name(&session_cache, noon(), None).await, None);
        assert_eq!(name(&session_cache, noon(), Some("first")).await.unwrap(), "first");
        assert_eq!(name(&session_cache, noon() + TRUSTED / 2, None).await.unwrap(), "first");
        assert_eq!(name(&session_cache, noon() + TRUSTED, Some("second")).await.unwrap(), "second");
        assert_eq!(name(&session_cache, noon() - TRUSTED, None).await, None, "the clock was set back");
    }

    #[tokio::test]
    async fn however_many_come_only_the_latest_are_kept() {
        let session_cache = SessionCache::default();
        for number in 0..=AT_MOST {
            name_of(&number.to_string(), &session_cache, noon(), Some("somebody")).await;
        }
        assert_eq!(name_of("0", &session_cache, noon(), None).await, None);
        assert!(name_of("1", &session_cache, noon(), None).await.is_some());
    }

    #[tokio::test]
    async fn what_ended_is_forgotten() {
        let session_cache = SessionCache::default();
        name(&session_cache, noon(), Some("first")).await;
        session_cache.forget();
        assert_eq!(name(&session_cache, noon(), None).await, None);
    }

    #[tokio::test]
    async fn an_answer_from_before_an_end_is_not_kept() {
        let session_cache = SessionCache::default();
        let ask = async {
            session_cache.forget();
            Ok::<_, Infallible>(Some(session("old")))
        };
        let Ok(_) = session_cache.get_or_load("cookie", noon(), ask).await;
        assert_eq!(name(&session_cache, noon(), None).await, None);
    }
}
