//! The bytes of an event that the tree is made of.
//!
//! Canonical JSON (RFC 8785) of an object with these members and no others, without a line break:
//!
//! | member | value |
//! |---|---|
//! | `account`, `command`, `correlation`, `stream` | UUID, hyphenated, lower case |
//! | `causation`, `image_set`, `team` | UUID or `null` |
//! | `at` | UTC, always with six decimals: `2030-01-01T12:00:00.000000Z` |
//! | `payload` | the stored JSON text, byte for byte, as a string |
//! | `position`, `sequence`, `version` | whole number |
//! | `stream_type`, `type`, `via` | text |

use chrono::SecondsFormat;
use domain::{Digest, Timestamp};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::tree::leaf_hash;
use crate::canonical;

/// An event as it lies in the log, unread. Fields in the order of their names, as the RFC wants keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Leaf {
    pub account: Uuid,
    #[serde(serialize_with = "micros")]
    pub at: Timestamp,
    pub causation: Option<Uuid>,
    pub command: Uuid,
    pub correlation: Uuid,
    pub image_set: Option<Uuid>,
    pub payload: String,
    pub position: i64,
    pub sequence: i64,
    pub stream: Uuid,
    pub stream_type: String,
    pub team: Option<Uuid>,
    #[sqlx(rename = "type")]
    #[serde(rename = "type")]
    pub kind: String,
    pub version: i16,
    pub via: String,
}

impl Leaf {
    /// Columns that [`FromRow`] needs, from `events`.
    pub const COLUMNS: &'static str = "account, at, causation, command, correlation, image_set, \
         payload::text as payload, position, sequence, stream_id as stream, stream_type, team, type, version, via";

    /// What is hashed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512 + self.payload.len());
        canonical::write(self, &mut bytes);
        bytes
    }

    pub fn hash(&self) -> Digest {
        leaf_hash(&self.bytes())
    }
}

fn micros<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

#[cfg(test)]
mod tests {
    use domain::testing::{ALICE, noon};

    use super::*;

    #[test]
    fn an_event_is_written_down_in_one_way_only() {
        let leaf = Leaf {
            account: ALICE.uuid(),
            at: noon(),
            causation: None,
            command: Uuid::from_u128(1),
            correlation: Uuid::from_u128(2),
            image_set: Some(Uuid::from_u128(3)),
            payload: r#"{ "ImageRemoved":{}}"#.to_owned(),
            position: 7,
            sequence: 2,
            stream: Uuid::from_u128(4),
            stream_type: "image".to_owned(),
            team: None,
            kind: "ImageRemoved".to_owned(),
            version: 1,
            via: "page".to_owned(),
        };
        assert!(canonical::is_canonical(&leaf.bytes()));
        assert_eq!(
            String::from_utf8(leaf.bytes()).unwrap(),
            concat!(
                r#"{"account":"00000000-0000-0000-0000-0000000a11ce","at":"2030-01-01T12:00:00.000000Z","#,
                r#""causation":null,"command":"00000000-0000-0000-0000-000000000001","#,
                r#""correlation":"00000000-0000-0000-0000-000000000002","#,
                r#""image_set":"00000000-0000-0000-0000-000000000003","#,
                r#""payload":"{ \"ImageRemoved\":{}}","position":7,"sequence":2,"#,
                r#""stream":"00000000-0000-0000-0000-000000000004","stream_type":"image","team":null,"#,
                r#""type":"ImageRemoved","version":1,"via":"page"}"#
            )
        );
    }
}
