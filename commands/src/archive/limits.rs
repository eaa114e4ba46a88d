//! How much an archive may hold.

use crate::pictures::ImageLimits;

/// Limits on one archive; the defaults are the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    pub entries: usize,
    /// Bytes of all entries, unpacked.
    pub unpacked: u64,
    /// Bytes of one entry, unpacked.
    pub entry: u64,
    /// Unpacked bytes for each packed one.
    pub ratio: u64,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { entries: 20_000, unpacked: 8 << 30, entry: ImageLimits::default().file, ratio: 200 }
    }
}

impl ArchiveLimits {
    /// Small files of one colour compress beyond any ratio and harm nobody.
    const HARMLESS: u64 = 1 << 20;

    pub(super) fn is_bomb(&self, packed: u64, unpacked: u64) -> bool {
        unpacked > Self::HARMLESS && unpacked / packed.max(1) >= self.ratio
    }
}
