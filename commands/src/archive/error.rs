//! Why an archive as a whole is refused.

/// [`ArchiveError::code`] is stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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

impl ArchiveError {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "archive_empty",
            Self::NotAnArchive => "not_an_archive",
            Self::Damaged => "archive_damaged",
            Self::TooManyEntries { .. } => "archive_too_many_entries",
            Self::TooLarge { .. } => "archive_too_large",
            Self::Overlapping => "archive_overlapping",
        }
    }
}
