//! A named, immutable cut through an image set: a log position and a selection.

mod refusal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::refusal::Refusal;
use crate::{AnnotationTypeId, Decider, Digest, DomainEvent, ImageId, ImageSetId, Name, Stamp, Text};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    Take(Taken),
    Rename { name: Name, note: Text },
    Withdraw,
}

/// Everything a snapshot is. Its content is computed from it and checked against `digest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub image_set: ImageSetId,
    pub name: Name,
    pub note: Text,
    /// Facts up to and including this log position count.
    pub position: i64,
    pub selection: Selection,
    /// SHA-256 over the content as canonical JSON lines (RFC 8785).
    pub digest: Digest,
    /// Root of the Merkle tree over the log at `position` (RFC 6962).
    pub root: Digest,
    pub images: u64,
    pub annotations: u64,
}

/// Which labels belong to a snapshot or an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// Empty: every type.
    pub annotation_types: Vec<AnnotationTypeId>,
    /// Empty: every image.
    pub images: Vec<ImageId>,
    /// Accepts minus rejects, the author's own vote included.
    pub min_verifications: Option<i32>,
    /// Accepts by people other than the author of the revision.
    pub min_votes_by_others: u32,
    pub include_blurred: bool,
    pub include_concealed: bool,
}

impl Selection {
    /// The field by which labels are chosen by their votes, if there is one.
    pub const fn by_votes(&self) -> Option<&'static str> {
        if self.min_verifications.is_some() {
            Some("min_verifications")
        } else if self.min_votes_by_others > 0 {
            Some("min_votes_by_others")
        } else {
            None
        }
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            annotation_types: vec![],
            images: vec![],
            min_verifications: None,
            min_votes_by_others: 0,
            include_blurred: true,
            include_concealed: true,
        }
    }
}

/// What can happen to a snapshot. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    SnapshotTaken(Taken),
    SnapshotRenamed { name: Name, note: Text },
    SnapshotWithdrawn {},
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Snapshot {
    #[default]
    Unknown,
    Kept(Box<Taken>, Stamp),
    Withdrawn(Box<Taken>, Stamp),
}

impl Snapshot {
    /// What it is, who took it and when, and whether it was withdrawn.
    pub fn parts(&self) -> Option<(&Taken, Stamp, bool)> {
        match self {
            Self::Unknown => None,
            Self::Kept(taken, stamp) => Some((taken, *stamp, false)),
            Self::Withdrawn(taken, stamp) => Some((taken, *stamp, true)),
        }
    }
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for Snapshot {
    const TYPE: &'static str = "dataset";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, _: Stamp) -> Result<Vec<Event>, Refusal> {
        match (self, command) {
            (Self::Unknown, Command::Take(taken)) => Ok(vec![Event::SnapshotTaken(taken)]),
            (Self::Unknown, _) => Err(Refusal::Unknown),
            (_, Command::Take(_)) => Err(Refusal::AlreadyTaken),
            (Self::Withdrawn(..), Command::Withdraw) => Ok(vec![]),
            (Self::Withdrawn(..), Command::Rename { .. }) => Err(Refusal::Withdrawn),
            (Self::Kept(old, _), Command::Rename { name, note })
                if (&old.name, &old.note) == (&name, &note) =>
            {
                Ok(vec![])
            }
            (Self::Kept(..), Command::Rename { name, note }) => {
                Ok(vec![Event::SnapshotRenamed { name, note }])
            }
            (Self::Kept(..), Command::Withdraw) => Ok(vec![Event::SnapshotWithdrawn {}]),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match (self, event) {
            (state, Event::SnapshotTaken(taken)) => *state = Self::Kept(Box::new(taken.clone()), stamp),
            (Self::Kept(taken, _), Event::SnapshotRenamed { name, note }) => {
                taken.name.clone_from(name);
                taken.note.clone_from(note);
            }
            (state @ Self::Kept(..), Event::SnapshotWithdrawn {}) => {
                if let Self::Kept(taken, stamp) = std::mem::take(state) {
                    *state = Self::Withdrawn(taken, stamp);
                }
            }
            (Self::Unknown | Self::Withdrawn(..), _) => {}
        }
    }
}
