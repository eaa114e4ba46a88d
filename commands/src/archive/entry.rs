//! One entry, and why it is not taken.

use bytes::Bytes;
use domain::is_hidden;

/// Longer names are an attack on somebody.
const NAME_BYTES: usize = 1024;
/// What systems leave behind, besides dot files.
const SYSTEM_FILES: [&str; 3] = ["__MACOSX", "Thumbs.db", "desktop.ini"];

/// An entry of the archive, in the archive's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveEntry {
    /// Counted from 0 over all entries, also those passed over quietly.
    pub index: usize,
    /// The whole path, fit to be shown; `clean_name` makes an image's name of it.
    pub name: String,
    pub outcome: Result<Bytes, EntryRefusal>,
}

/// Why one entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(test, derive(strum::IntoStaticStr), strum(serialize_all = "snake_case"))]
pub enum EntryRefusal {
    #[error("this is a directory")]
    Directory,
    #[error("the name leads outside the archive or cannot be read")]
    BadName,
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

/// Whether a path stays where it is put and is fit to be told.
pub(super) fn is_good_name(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = parts(name).any(|part| part == "..");
    let absolute = name.starts_with(['/', '\\']);
    !(name.is_empty() || name.len() > NAME_BYTES || drive || climbs || absolute || name.contains('\0'))
}

/// Whether a system left it there, and nobody meant to upload it.
pub(super) fn is_system_file(name: &str) -> bool {
    parts(name)
        .any(|part| SYSTEM_FILES.contains(&part) || (part.starts_with('.') && !matches!(part, "." | "..")))
}

/// A name as it may stand in a report.
pub(super) fn shown(name: &str) -> String {
    name.chars().filter(|c| !is_hidden(*c)).take(200).collect()
}

/// Some Windows programs write backslashes.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['/', '\\'])
}
