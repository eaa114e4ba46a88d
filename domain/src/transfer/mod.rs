//! Labels and images coming in, exports going out: each is a story with an end.

mod format;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    format::{Format, UnknownFormat},
    refusal::Refusal,
};
use crate::{Decider, Digest, DomainEvent, ImageSetId, SnapshotId, Stamp, Timestamp, snapshot::Selection};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    RequestExport(Request),
    FinishExport {
        file_name: String,
        digest: Digest,
        bytes: u64,
        left_out: BTreeMap<String, u64>,
    },
    FailExport {
        reason: String,
    },
    /// Its file goes; what it was stays known.
    DeleteExport(Removal),
    StartImport {
        image_set: ImageSetId,
        what: String,
    },
    FinishImport {
        added: u64,
        refused: u64,
    },
    /// What was added until then stays.
    FailImport {
        added: u64,
        refused: u64,
        reason: String,
    },
}

/// Why the file of an export is not kept any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removal {
    /// Somebody did not want it any more.
    Deleted,
    /// It was kept for as long as exports are.
    Expired,
}

/// What is to be written down, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub image_set: ImageSetId,
    /// Facts up to and including this log position count.
    pub position: i64,
    pub selection: Selection,
    /// Where position and selection were taken from.
    pub snapshot: Option<SnapshotId>,
    pub format: Format,
    /// Log position of the fact that gave the team's own format the definition to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format_revision: Option<i64>,
}

/// What can happen to a transfer. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    ExportRequested(Request),
    /// `left_out`: what the format could not carry, and how often.
    ExportFinished {
        file_name: String,
        digest: Digest,
        bytes: u64,
        left_out: BTreeMap<String, u64>,
    },
    ExportFailed {
        reason: String,
    },
    /// The file is gone; its digest stays in the history.
    ExportDeleted {},
    /// The same, because it was kept for long enough.
    ExportExpired {},
    ImportStarted {
        image_set: ImageSetId,
        what: String,
    },
    ImportFinished {
        added: u64,
        refused: u64,
    },
    /// It was not gone through to its end; what was added until then stays.
    ImportFailed {
        added: u64,
        refused: u64,
        reason: String,
    },
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transfer {
    #[default]
    Unknown,
    Exporting {
        begun: Stamp,
        request: Box<Request>,
    },
    Exported {
        begun: Stamp,
        finished: Stamp,
        request: Box<Request>,
        file_name: String,
        digest: Digest,
        bytes: u64,
        left_out: BTreeMap<String, u64>,
    },
    /// It was exported once; the file is gone.
    Deleted {
        begun: Stamp,
        finished: Stamp,
        deleted: Stamp,
        why: Removal,
        request: Box<Request>,
        file_name: String,
        digest: Digest,
        bytes: u64,
        left_out: BTreeMap<String, u64>,
    },
    Failed {
        begun: Stamp,
        request: Box<Request>,
        reason: String,
    },
    Importing {
        begun: Stamp,
        image_set: ImageSetId,
        what: String,
    },
    Imported {
        begun: Stamp,
        image_set: ImageSetId,
        what: String,
        added: u64,
        refused: u64,
    },
    ImportFailed {
        begun: Stamp,
        image_set: ImageSetId,
        what: String,
        added: u64,
        refused: u64,
        reason: String,
    },
}

impl Transfer {
    /// Which set it is about, who began it and when.
    pub fn begun(&self) -> Option<(ImageSetId, Stamp)> {
        match self {
            Self::Unknown => None,
            Self::Exporting { begun, request }
            | Self::Exported { begun, request, .. }
            | Self::Deleted { begun, request, .. }
            | Self::Failed { begun, request, .. } => Some((request.image_set, *begun)),
            Self::Importing { begun, image_set, .. }
            | Self::Imported { begun, image_set, .. }
            | Self::ImportFailed { begun, image_set, .. } => Some((*image_set, *begun)),
        }
    }

    fn deleted(self, why: Removal, deleted: Stamp) -> Self {
        match self {
            Self::Exported { begun, finished, request, file_name, digest, bytes, left_out } => {
                Self::Deleted { begun, finished, deleted, why, request, file_name, digest, bytes, left_out }
            }
            state => state,
        }
    }

    /// What an export is of; nothing for an import.
    pub fn request(&self) -> Option<&Request> {
        match self {
            Self::Exporting { request, .. }
            | Self::Exported { request, .. }
            | Self::Deleted { request, .. }
            | Self::Failed { request, .. } => Some(request),
            Self::Unknown | Self::Importing { .. } | Self::Imported { .. } | Self::ImportFailed { .. } => {
                None
            }
        }
    }

    /// When the file of an export was there.
    pub fn finished(&self) -> Option<Timestamp> {
        match self {
            Self::Exported { finished, .. } | Self::Deleted { finished, .. } => Some(finished.at),
            _ => None,
        }
    }

    /// Digest and length of the file that is kept.
    pub fn kept(&self) -> Option<(Digest, u64)> {
        match self {
            Self::Exported { digest, bytes, .. } => Some((*digest, *bytes)),
            _ => None,
        }
    }
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for Transfer {
    const TYPE: &'static str = "transfer";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, _: Stamp) -> Result<Vec<Event>, Refusal> {
        use Command::{
            DeleteExport, FailExport, FailImport, FinishExport, FinishImport, RequestExport, StartImport,
        };
        match (self, command) {
            (Self::Unknown, RequestExport(request)) => Ok(vec![Event::ExportRequested(request)]),
            (Self::Unknown, StartImport { image_set, what }) => {
                Ok(vec![Event::ImportStarted { image_set, what }])
            }
            (Self::Unknown, _)
            | (Self::Importing { .. } | Self::Imported { .. } | Self::ImportFailed { .. }, DeleteExport(_)) => {
                Err(Refusal::Unknown)
            }
            (Self::Exporting { .. }, FinishExport { file_name, digest, bytes, left_out }) => {
                Ok(vec![Event::ExportFinished { file_name, digest, bytes, left_out }])
            }
            (Self::Exporting { .. }, FailExport { reason }) => Ok(vec![Event::ExportFailed { reason }]),
            (Self::Exported { .. }, DeleteExport(Removal::Deleted)) => Ok(vec![Event::ExportDeleted {}]),
            (Self::Exported { .. }, DeleteExport(Removal::Expired)) => Ok(vec![Event::ExportExpired {}]),
            (Self::Exporting { .. }, DeleteExport(_)) => Err(Refusal::BeingWritten),
            (Self::Failed { .. }, DeleteExport(_)) => Err(Refusal::NoFile),
            (Self::Importing { .. }, FinishImport { added, refused }) => {
                Ok(vec![Event::ImportFinished { added, refused }])
            }
            (Self::Importing { .. }, FailImport { added, refused, reason }) => {
                Ok(vec![Event::ImportFailed { added, refused, reason }])
            }
            // A job that is run again after it had finished changes nothing, nor does deleting twice.
            (Self::Exported { .. } | Self::Deleted { .. }, FinishExport { .. })
            | (Self::Deleted { .. }, DeleteExport(_))
            | (Self::Imported { .. }, FinishImport { .. }) => Ok(vec![]),
            _ => Err(Refusal::OutOfOrder),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        *self = match (std::mem::take(self), event.clone()) {
            (_, Event::ExportRequested(request)) => {
                Self::Exporting { begun: stamp, request: Box::new(request) }
            }
            (
                Self::Exporting { begun, request },
                Event::ExportFinished { file_name, digest, bytes, left_out },
            ) => Self::Exported { begun, finished: stamp, request, file_name, digest, bytes, left_out },
            (Self::Exporting { begun, request }, Event::ExportFailed { reason }) => {
                Self::Failed { begun, request, reason }
            }
            (state, Event::ExportDeleted {}) => state.deleted(Removal::Deleted, stamp),
            (state, Event::ExportExpired {}) => state.deleted(Removal::Expired, stamp),
            (_, Event::ImportStarted { image_set, what }) => {
                Self::Importing { begun: stamp, image_set, what }
            }
            (Self::Importing { begun, image_set, what }, Event::ImportFinished { added, refused }) => {
                Self::Imported { begun, image_set, what, added, refused }
            }
            (Self::Importing { begun, image_set, what }, Event::ImportFailed { added, refused, reason }) => {
                Self::ImportFailed { begun, image_set, what, added, refused, reason }
            }
            (state, _) => state,
        };
    }
}
