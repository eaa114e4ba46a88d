//! What can be wrong with a log, in words for whoever keeps it.

use domain::Digest;
use serde::Serialize;

/// Every position is the first or only one concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    #[error("position {position}: the fact is not the one that was recorded")]
    Changed { position: i64 },
    #[error("position {position}: the fact is missing")]
    Missing { position: i64 },
    #[error("position {position}: there is more than one fact, or none may be there")]
    Surplus { position: i64 },
    #[error("the log ends at position {end}, but {recorded} facts were recorded")]
    Truncated { end: i64, recorded: i64 },
    #[error("tile {tile} of level {level} is damaged; the facts themselves agree with the signed head")]
    Tile { level: i16, tile: u64 },
    #[error(
        "the facts do not lead to the head signed at {size}: one between positions {first} and {size} was changed together with its tile"
    )]
    Head { size: i64, first: i64 },
    #[error(
        "there are {facts} facts, and no signed head: they were removed, or the signing key is not the one of this log"
    )]
    Unsigned { facts: i64 },
    #[error("the stored tree does not lead to the head signed at {size}")]
    Root { size: i64 },
    #[error(
        "the facts do not lead to the root over {size} facts that the snapshot taken at position {position} recorded"
    )]
    Snapshot { position: i64, size: i64 },
    #[error("the head at {size} was not signed with a key that counts here ({key})")]
    Forged { size: i64, key: Digest },
}
