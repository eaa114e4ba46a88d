//! How a format's output travels.

/// One file, or a zip of the files that a writer starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packaging {
    /// Of the file that is downloaded, without a dot.
    pub extension: &'static str,
    pub media_type: &'static str,
    /// Whether the files a writer starts go into one zip; else there is exactly one.
    pub archive: bool,
}

impl Packaging {
    pub const ARCHIVE: Self = Self { extension: "zip", media_type: "application/zip", archive: true };

    pub const fn file(extension: &'static str, media_type: &'static str) -> Self {
        Self { extension, media_type, archive: false }
    }
}
