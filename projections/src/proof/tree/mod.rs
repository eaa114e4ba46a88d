//! The Merkle tree of RFC 6962, as pure functions.

mod frontier;
mod growth;
mod nodes;
mod paths;
#[cfg(test)]
mod tests;
mod verifier;

use domain::Digest;
use sha2::{Digest as _, Sha256};

pub use self::{
    frontier::Frontier,
    verifier::{verify_consistency, verify_inclusion},
};
pub(super) use self::{
    growth::{Growth, TILE, Tile},
    nodes::{Nodes, hash_of, tiles_for},
    paths::{consistency, inclusion},
};

/// Some leaves in a row: from the first index to before the last.
pub(super) type Range = std::ops::Range<u64>;

pub fn leaf_hash(leaf: &[u8]) -> Digest {
    hash(&[&[0], leaf])
}

pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    hash(&[&[1], left.bytes(), right.bytes()])
}

/// The root over nothing.
pub fn empty_root() -> Digest {
    hash(&[])
}

fn hash(parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    Digest::new(hash.finalize().into())
}

/// Where a range of two leaves or more is divided: the largest power of two smaller than its length.
const fn split(length: u64) -> u64 {
    1 << (length - 1).ilog2()
}
