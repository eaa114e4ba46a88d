//! Given, when, then: how rules are told in tests.

use std::fmt::Debug;

use chrono::TimeZone as _;
use uuid::Uuid;

use crate::{AccountId, Decider, Stamp, Timestamp};

pub const ALICE: AccountId = AccountId::new(Uuid::from_u128(0x0a_11ce));
pub const BOB: AccountId = AccountId::new(Uuid::from_u128(0x0b0b));
pub const CAROL: AccountId = AccountId::new(Uuid::from_u128(0xca_501));

/// Noon of 1 January 2030, the time at which all tests happen.
pub fn noon() -> Timestamp {
    chrono::Utc.timestamp_opt(1_893_499_200, 0).single().expect("a valid time")
}

/// A stream in which these facts happened, all by Alice.
pub fn given<D: Decider>(events: impl IntoIterator<Item = D::Event>) -> Given<D> {
    Given { state: D::default(), stamp: Stamp { by: ALICE, at: noon() } }.and(events)
}

/// A stream before a command.
#[derive(Debug)]
pub struct Given<D> {
    state: D,
    stamp: Stamp,
}

/// What a command led to.
#[derive(Debug)]
pub struct Outcome<D: Decider> {
    state: D,
    stamp: Stamp,
    result: Result<Vec<D::Event>, D::Refusal>,
}

impl<D: Decider> Given<D> {
    /// Whoever acts from here on.
    #[must_use]
    pub fn by(mut self, who: AccountId) -> Self {
        self.stamp.by = who;
        self
    }

    /// When it happens from here on.
    #[must_use]
    pub fn at(mut self, when: Timestamp) -> Self {
        self.stamp.at = when;
        self
    }

    /// More facts, by whoever acts now.
    #[must_use]
    pub fn and(mut self, events: impl IntoIterator<Item = D::Event>) -> Self {
        for event in events {
            self.state.apply(&event, self.stamp);
        }
        self
    }

    pub fn when(self, command: D::Command) -> Outcome<D> {
        let result = self.state.decide(command, self.stamp);
        Outcome { state: self.state, stamp: self.stamp, result }
    }

    pub const fn state(&self) -> &D {
        &self.state
    }
}

impl<D: Decider> Outcome<D> {
    /// These facts follow; goes on from there.
    #[track_caller]
    pub fn then(self, expected: impl IntoIterator<Item = D::Event>) -> Given<D>
    where
        D::Refusal: Debug,
    {
        let events = self.result.expect("was refused");
        assert_eq!(events, expected.into_iter().collect::<Vec<_>>());
        Given { state: self.state, stamp: self.stamp }.and(events)
    }

    /// Refused for this reason; goes on as if it had not been asked.
    #[track_caller]
    pub fn then_refused(self, expected: &D::Refusal) -> Given<D>
    where
        D::Refusal: PartialEq + Debug,
    {
        assert_eq!(&self.result.expect_err("was accepted"), expected);
        Given { state: self.state, stamp: self.stamp }
    }
}
