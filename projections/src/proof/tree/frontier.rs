//! The least of a tree that still lets it grow: one hash per bit of its size.

use domain::Digest;

use super::{empty_root, node_hash};

/// A tree that remembers only what its next root needs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees that the size is made of, largest first.
    peaks: Vec<Digest>,
}

impl Frontier {
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf's hash.
    pub fn push(&mut self, mut hash: Digest) {
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    pub fn root(&self) -> Digest {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(empty_root)
    }
}

impl FromIterator<Digest> for Frontier {
    fn from_iter<I: IntoIterator<Item = Digest>>(leaves: I) -> Self {
        leaves.into_iter().fold(Self::default(), |mut tree, leaf| {
            tree.push(leaf);
            tree
        })
    }
}
