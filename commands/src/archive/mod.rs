//! Zip archives, read entry by entry from a spooled file.
//!
//! Nothing is ever written under a name from an archive; the rules here keep memory, time and
//! people's expectations in bounds. What one entry did wrong is told of that entry; only an archive
//! that cannot be read, or that is built to overwhelm, is refused as a whole.
//!
//! `zip::unstable::read::ZipIterable`, because the stable reader loads the whole table of contents before
//! its length can be judged, and merges entries of the same name.

mod east_asia;
mod encoding;
mod entry;
mod error;
mod guess;
mod latin;
mod limits;
mod names;
mod reader;
mod survey;
mod unpacking;

#[cfg(test)]
mod tests;

pub use encoding::{NameEncoding, UnknownEncoding};
pub use entry::{ArchiveEntry, Content, EntryRefusal};
pub use error::ArchiveError;
pub use limits::ArchiveLimits;
pub use names::{FormNames, NamesRead};
pub use reader::Reader;
pub use unpacking::Unpacking;
