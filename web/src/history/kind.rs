//! Kinds of facts that the history of a set can be narrowed to.

use domain::Fact;
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Images,
    Labels,
    Votes,
    Set,
    Snapshots,
    Transfers,
    /// What many facts belong to, whatever they are.
    Wholes,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Wholes, Self::Images, Self::Labels, Self::Votes, Self::Set, Self::Snapshots, Self::Transfers];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Labels => "labels",
            Self::Votes => "votes",
            Self::Set => "set",
            Self::Snapshots => "snapshots",
            Self::Transfers => "transfers",
            Self::Wholes => "wholes",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Images => "images coming and going",
            Self::Labels => "labels",
            Self::Votes => "votes",
            Self::Set => "the set itself",
            Self::Snapshots => "snapshots",
            Self::Transfers => "imports and exports",
            Self::Wholes => "bulk changes, uploads",
        }
    }

    /// Names of the events that are of this kind, if that is what makes it.
    pub fn events(self) -> Option<Vec<&'static str>> {
        let (stream, prefix) = match self {
            Self::Wholes => return None,
            Self::Images => ("image", "Image"),
            Self::Labels => ("image", "Annotation"),
            Self::Votes => ("image", "Vote"),
            Self::Set => ("image_set", ""),
            Self::Snapshots => ("dataset", ""),
            Self::Transfers => ("transfer", ""),
        };
        let of_stream = Fact::STREAMS.iter().filter(|(name, _)| *name == stream);
        let events = of_stream.flat_map(|(_, events)| *events).copied();
        Some(events.filter(|name| name.starts_with(prefix)).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_event_within_a_set_is_of_one_kind() {
        let kinds: Vec<_> = Kind::ALL.iter().filter_map(|kind| kind.events()).flatten().collect();
        let distinct: BTreeSet<_> = kinds.iter().copied().collect();
        assert_eq!(kinds.len(), distinct.len());
        let within = ["image", "image_set", "dataset", "transfer"];
        let known = Fact::STREAMS.iter().filter(|(stream, _)| within.contains(stream));
        assert_eq!(distinct, known.flat_map(|(_, events)| *events).copied().collect());
    }
}
