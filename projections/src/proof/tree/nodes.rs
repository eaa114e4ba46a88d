//! Hashes of ranges, from tiles.

use std::collections::{BTreeSet, HashMap};

use domain::Digest;

use super::{Frontier, Range, TILE, empty_root, node_hash, split};

/// Tiles by level and number, as many as were asked for.
pub type Nodes = HashMap<(i16, u64), Vec<Digest>>;

/// A complete subtree of `2^level` leaves, the `index`-th of its size.
#[derive(Debug, Clone, Copy)]
struct Subtree {
    level: u32,
    index: u64,
}

impl Subtree {
    fn of(range: &Range) -> Option<Self> {
        let length = range.end - range.start;
        let complete = length.is_power_of_two() && range.start.is_multiple_of(length);
        complete.then(|| Self { level: length.ilog2(), index: range.start / length })
    }

    /// The tile it is made of, and which hashes of it: a subtree never reaches across tiles.
    fn place(self) -> ((i16, u64), std::ops::Range<usize>) {
        let (tiled, above) = (self.level / 8, self.level % 8);
        let first = self.index << above;
        let within = usize::try_from(first % TILE).unwrap_or_default();
        let level = i16::try_from(tiled).unwrap_or_default();
        ((level, first / TILE), within..within + (1 << above))
    }
}

/// Tiles that the hash of a range needs.
pub fn tiles_for(range: &Range, tiles: &mut BTreeSet<(i16, u64)>) {
    if range.is_empty() {
        return;
    }
    if let Some(subtree) = Subtree::of(range) {
        tiles.insert(subtree.place().0);
    } else {
        let middle = range.start + split(range.end - range.start);
        tiles_for(&(range.start..middle), tiles);
        tiles_for(&(middle..range.end), tiles);
    }
}

/// The hash of a range; `None` when a tile is missing or too short.
pub fn hash_of(range: &Range, nodes: &Nodes) -> Option<Digest> {
    if range.is_empty() {
        return Some(empty_root());
    }
    if let Some(subtree) = Subtree::of(range) {
        let (tile, hashes) = subtree.place();
        let hashes = nodes.get(&tile)?.get(hashes)?;
        return Some(hashes.iter().copied().collect::<Frontier>().root());
    }
    let middle = range.start + split(range.end - range.start);
    Some(node_hash(&hash_of(&(range.start..middle), nodes)?, &hash_of(&(middle..range.end), nodes)?))
}
