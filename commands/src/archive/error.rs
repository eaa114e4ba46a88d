//! Why an archive as a whole is refused.

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(test, derive(strum::IntoStaticStr), strum(serialize_all = "snake_case"))]
pub enum ArchiveError {
    #[error("the archive is empty")]
    Empty,
    #[error("this is not a zip archive")]
    NotAnArchive,
    #[error("the archive is cut off or damaged")]
    Damaged,
    #[error("the archive has {found} entries; at most {limit} can be unpacked at once")]
    TooManyEntries { found: usize, limit: usize },
    #[error("the archive would unpack to more than {} MiB", limit >> 20)]
    TooLarge { limit: u64 },
    #[error("the archive's entries overlap, as those of zip bombs do")]
    Overlapping,
}
