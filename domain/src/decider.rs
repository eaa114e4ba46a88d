//! The contract between the domain and everything around it.

use std::fmt::Debug;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{AccountId, Refuse};

pub type Timestamp = chrono::DateTime<chrono::Utc>;

/// Who asks, and when. Handed in, never looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub by: AccountId,
    pub at: Timestamp,
}

/// Something that happened. Its name and version outlive this program.
pub trait DomainEvent:
    Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// Name under which the event is stored. Never change it.
    fn name(&self) -> &'static str;

    /// Version of the payload's shape. Raise it together with an upcaster.
    fn version(&self) -> i16 {
        1
    }
}

/// A consistency boundary: it remembers just enough to refuse, and what its own row shows.
pub trait Decider: Default + Clone + Debug + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Name of the stream's kind. Never change it.
    const TYPE: &'static str;
    /// Serialized it is what was asked for, by which a command that is sent again is known: what was looked up for the
    /// decision is left out. A new field is left out, too, where it says nothing.
    type Command: Send + Sync + Serialize;
    type Event: DomainEvent;
    type Refusal: Refuse;

    /// Says what a command makes happen, or why it may not.
    fn decide(&self, command: Self::Command, stamp: Stamp) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// Takes note of what happened. Cannot fail: it has already happened.
    fn apply(&mut self, event: &Self::Event, stamp: Stamp);
}
