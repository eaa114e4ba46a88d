//! The one place that asks what time it is.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use chrono::SubsecRound as _;
use domain::Timestamp;

pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The machine's clock, to the microsecond: PostgreSQL keeps no more, and a time must read back as it was written.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may")]
    fn now(&self) -> Timestamp {
        Timestamp::from(SystemTime::now()).trunc_subsecs(6)
    }
}

/// A clock that stands still until told otherwise: for tests, and for telling old stories.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now.trunc_subsecs(6)))
    }

    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
