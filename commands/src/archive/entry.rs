//! One entry, and why it is not taken.

use bytes::Bytes;
use domain::{Digest, image::PathError, visible};

use super::NameEncoding;

/// What systems leave behind; nobody meant to upload these.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
const SYSTEM_FOLDER: &str = "__MACOSX";

/// An entry of the archive, in the archive's order.
#[derive(Debug)]
pub struct ArchiveEntry {
    /// Counted from 0 over all entries, also those passed over quietly.
    pub index: usize,
    /// The whole path, fit to be shown, with `/` between its parts.
    pub path: String,
    pub outcome: Result<Content, EntryRefusal>,
}

/// What an entry unpacks to.
#[derive(Debug, Clone)]
pub struct Content {
    pub bytes: Bytes,
    pub digest: Digest,
}

/// Why one entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(test, derive(strum::IntoStaticStr), strum(serialize_all = "snake_case"))]
pub enum EntryRefusal {
    #[error("this is a directory")]
    Directory,
    #[error("{0}")]
    BadName(PathError),
    #[error("the name cannot be read as {0}")]
    Unreadable(NameEncoding),
    #[error("this is a link or a device, not a file")]
    Link,
    #[error("this is encrypted")]
    Encrypted,
    #[error("this is an archive in the archive")]
    Nested,
    #[error("this unpacks to more than {} MiB", .0 >> 20)]
    TooLarge(u64),
    #[error("this unpacks to {0} times its size or more, as zip bombs do")]
    Bomb(u64),
    #[error("this is packed in a way that cannot be unpacked here")]
    Unsupported,
    #[error("this is damaged")]
    Damaged,
}

/// Whether a system left it there.
pub(super) fn is_system_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.split('/').any(|part| part == SYSTEM_FOLDER)
        || SYSTEM_FILES.iter().any(|file| file.eq_ignore_ascii_case(name))
}

/// A name that is refused, as it may stand in a report.
pub(super) fn shown(name: &[u8]) -> String {
    visible(&String::from_utf8_lossy(name)).chars().take(200).collect()
}
