//! What an archive says of itself, added up before anything is unpacked.

use std::{
    io::{Read, Seek},
    ops::Range,
};

use zip::{read::ZipFileEntry, unstable::read::ZipIterable};

use super::{ArchiveError, ArchiveLimits, names};

/// Bytes of a local entry's header without its name, which may be another one than the archive's table says.
const LOCAL_HEADER: u64 = 30;

/// Refuses archives that are too much as a whole, or whose entries share bytes.
///
/// Only two numbers an entry are kept, and a sample of the names, which may be long.
pub(super) fn survey<R: Read + Seek>(
    zip: &mut ZipIterable<R>,
    limits: &ArchiveLimits,
) -> Result<names::Survey, ArchiveError> {
    match zip.len() {
        0 => return Err(ArchiveError::Empty),
        found if found > limits.entries => {
            return Err(ArchiveError::TooManyEntries { found, limit: limits.entries });
        }
        _ => {}
    }
    let (mut names, mut unpacked) = (names::Survey::default(), 0_u64);
    let mut ranges = Vec::with_capacity(zip.len());
    for entry in zip.files().map_err(|_| ArchiveError::Damaged)? {
        let entry = entry.map_err(|_| ArchiveError::Damaged)?;
        // What is refused for its size is not unpacked and does not count.
        unpacked = unpacked.saturating_add(if entry.size() > limits.entry { 0 } else { entry.size() });
        ranges.push(range(&entry));
        names.add(&entry);
    }
    ranges.sort_unstable_by_key(|range| range.start);
    if ranges.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return Err(ArchiveError::Overlapping);
    }
    if unpacked > limits.unpacked {
        return Err(ArchiveError::TooLarge { limit: limits.unpacked });
    }
    Ok(names)
}

/// The least an entry occupies.
fn range(entry: &ZipFileEntry<'_>) -> Range<u64> {
    let start = entry.header_start();
    start..start.saturating_add(LOCAL_HEADER.saturating_add(entry.compressed_size()))
}
