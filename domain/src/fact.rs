//! Any event of any stream, as it comes out of the log.

use serde::{Serialize, Serializer};
use strum::VariantNames;
use uuid::Uuid;

use crate::{Decider, DomainEvent, for_each_stream};

macro_rules! facts {
    ($($Stream:ident($module:ident, $Id:ident),)*) => {
        /// What happened, and to what.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Fact {
            $($Stream(crate::$Id, crate::$module::Event),)*
        }

        impl Fact {
            /// Every stream type, and the names of all events it can hold.
            pub const STREAMS: &[(&'static str, &'static [&'static str])] = &[
                $((crate::$module::$Stream::TYPE, <crate::$module::Event as VariantNames>::VARIANTS),)*
            ];

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
                    $(crate::$module::$Stream::TYPE => serde_json::from_str(payload)
                        .map(|event| Self::$Stream(crate::$Id::new(stream), event))
                        .map_err(|error| unreadable(error.to_string())),)*
                    _ => Err(unreadable("this stream type is not known".to_owned())),
                }
            }

            /// The name under which the event is stored.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$Stream(_, event) => event.name(),)*
                }
            }

            pub fn stream(&self) -> Uuid {
                match self {
                    $(Self::$Stream(id, _) => id.uuid(),)*
                }
            }

            pub const fn stream_type(&self) -> &'static str {
                match self {
                    $(Self::$Stream(..) => crate::$module::$Stream::TYPE,)*
                }
            }
        }

        impl Serialize for Payload<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0 {
                    $(Fact::$Stream(_, event) => event.serialize(serializer),)*
                }
            }
        }
    };
}

for_each_stream!(facts);

/// The event as it is stored: what [`Fact::read`] reads.
#[derive(Debug, Clone, Copy)]
pub struct Payload<'a>(&'a Fact);

impl Fact {
    pub const fn payload(&self) -> Payload<'_> {
        Payload(self)
    }
}

/// The log holds something this program has no words for: a newer program wrote it, or it was damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read an event of a {stream_type} stream, version {version}: {problem}")]
pub struct UnreadableFact {
    pub stream_type: String,
    pub version: i16,
    pub problem: String,
}
