//! Leaves become tiles.

use domain::Digest;

use super::Frontier;

/// Hashes in a full tile.
pub const TILE: u64 = 256;

/// Some hashes of one level, in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    pub level: i16,
    pub number: u64,
    pub hashes: Vec<Digest>,
}

/// The last tile of each level, and full ones not yet taken away.
#[derive(Debug, Default)]
pub struct Growth {
    /// By level; none of them is full.
    last: Vec<Tile>,
    full: Vec<Tile>,
}

impl Tile {
    fn begun(level: i16, number: u64) -> Self {
        Self { level, number, hashes: vec![] }
    }
}

impl Growth {
    /// Continues from the last tile of each level: that of level k holds `(size >> 8k) % 256` hashes.
    pub const fn continued(last: Vec<Tile>) -> Self {
        Self { last, full: vec![] }
    }

    /// Levels of a tree, with the number and length of the last tile of each.
    pub fn ends(size: u64) -> impl Iterator<Item = (i16, u64, u64)> {
        (0..8_i16)
            .map(move |level| (level, size >> (8 * level)))
            .take_while(|(level, count)| *level == 0 || *count > 0)
            .map(|(level, count)| (level, count / TILE, count % TILE))
    }

    pub fn push(&mut self, mut hash: Digest) {
        for level in 0..8_i16 {
            let at = usize::from(level.unsigned_abs());
            if self.last.len() <= at {
                self.last.push(Tile::begun(level, 0));
            }
            let tile = &mut self.last[at];
            tile.hashes.push(hash);
            if tile.hashes.len() as u64 != TILE {
                return;
            }
            let next = Tile::begun(level, tile.number + 1);
            let full = std::mem::replace(tile, next);
            hash = full.hashes.iter().copied().collect::<Frontier>().root();
            self.full.push(full);
        }
    }

    /// Full tiles since the last time.
    pub fn take_full(&mut self) -> Vec<Tile> {
        std::mem::take(&mut self.full)
    }

    /// Tiles that are not full, empty ones left out.
    pub fn unfinished(&self) -> impl Iterator<Item = &Tile> {
        self.last.iter().filter(|tile| !tile.hashes.is_empty())
    }
}
