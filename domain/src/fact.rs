//! Any event of any stream, as it comes out of the log.

use strum::VariantNames;
use uuid::Uuid;

use crate::{
    AccountId, AnnotationTypeId, Decider, DomainEvent, ExportFormatId, ImageId, ImageSetId, SnapshotId,
    TeamId, TransferId,
    account::{self, Account},
    annotation_type::{self, AnnotationType},
    export_format::{self, ExportFormat},
    image::{self, Image},
    image_set::{self, ImageSet},
    snapshot::{self, Snapshot},
    team::{self, Team},
    transfer::{self, Transfer},
};

macro_rules! facts {
    ($($variant:ident($id:ident, $module:ident, $decider:ident),)*) => {
        /// What happened, and to what.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Fact {
            $($variant($id, $module::Event),)*
        }

        impl Fact {
            /// Every stream type, and the names of all events it can hold.
            pub const STREAMS: &[(&'static str, &'static [&'static str])] =
                &[$(($decider::TYPE, <$module::Event as VariantNames>::VARIANTS),)*];

            /// Reads an event as it was stored under this stream type and version.
            pub fn read(stream_type: &str, stream: Uuid, version: i16, payload: &str) -> Result<Self, UnreadableFact> {
                let unreadable = |problem: String| UnreadableFact {
                    stream_type: stream_type.to_owned(),
                    version,
                    problem,
                };
                if version != 1 {
                    return Err(unreadable("this version is not known".to_owned()));
                }
                match stream_type {
                    $($decider::TYPE => serde_json::from_str(payload)
                        .map(|event| Self::$variant($id::new(stream), event))
                        .map_err(|error| unreadable(error.to_string())),)*
                    _ => Err(unreadable("this stream type is not known".to_owned())),
                }
            }

            /// The name under which the event is stored.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_, event) => event.name(),)*
                }
            }

            pub fn stream(&self) -> Uuid {
                match self {
                    $(Self::$variant(id, _) => id.uuid(),)*
                }
            }
        }
    };
}

facts! {
    Account(AccountId, account, Account),
    Team(TeamId, team, Team),
    AnnotationType(AnnotationTypeId, annotation_type, AnnotationType),
    ImageSet(ImageSetId, image_set, ImageSet),
    Image(ImageId, image, Image),
    ExportFormat(ExportFormatId, export_format, ExportFormat),
    Snapshot(SnapshotId, snapshot, Snapshot),
    Transfer(TransferId, transfer, Transfer),
}

/// The log holds something this program has no words for: a newer program wrote it, or it was damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read an event of a {stream_type} stream, version {version}: {problem}")]
pub struct UnreadableFact {
    pub stream_type: String,
    pub version: i16,
    pub problem: String,
}
