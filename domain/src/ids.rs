//! Ids are newtypes, so that a vote on a person does not compile.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person who signs in. The log knows people by this alone.
    AccountId
    /// People who own image sets together.
    TeamId
    /// What labels are called, and which shape they have.
    AnnotationTypeId
    /// Images that are labelled, verified and exported together.
    ImageSetId
    /// One picture in one image set.
    ImageId
    /// One label on one image.
    AnnotationId
    /// A team's own way to write labels down.
    ExportFormatId
    /// A named, immutable cut through an image set.
    SnapshotId
    /// One import or one export.
    TransferId
    /// Made by whoever sends a command; the same id twice has one effect.
    CommandId
    /// One gesture, one import, one job: what is undone together.
    CorrelationId
}
