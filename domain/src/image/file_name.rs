//! What an image is called, and where it lay when it came: as file systems take it, not as people type it.
//!
//! What is stored is read by no rule that could have grown stricter since, as with [`crate::Name`].

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{TextError, invisible};

/// The name of an image's file, without its folder: 1 to 255 bytes of UTF-8, all of which can be seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImageName(String);

/// Where a file lay when it came, its own name included: `cam1/0001.jpg`. Relative, with `/`, 1,000 bytes at most; empty when
/// it came without a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImagePath(String);

/// Why something is no path of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error("the path has more than {max} bytes")]
    TooLong { max: usize },
    #[error("the path has characters that cannot be seen")]
    Hidden,
    #[error("the path leads outside its folder or has an empty part")]
    Outside,
}

impl ImageName {
    /// Bytes of UTF-8: what most file systems take.
    pub const MAX: usize = 255;
    /// A hundred characters of four bytes each could be stored before bytes were counted.
    const STORED: usize = 400;

    /// Trims white space around the name; refuses what could not be told apart or shown in a line.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if crate::text::cannot_be_seen(text) {
            return Err(TextError::Empty);
        }
        if let Some(c) = invisible(text) {
            return Err(TextError::Invisible(c));
        }
        if text.len() > Self::MAX {
            return Err(TextError::TooManyBytes { max: Self::MAX });
        }
        Self::stored(text.to_owned())
    }

    fn stored(text: String) -> Result<Self, TextError> {
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > Self::STORED {
            return Err(TextError::TooManyBytes { max: Self::STORED });
        }
        if text.contains(char::is_control) {
            return Err(TextError::Control);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ImagePath {
    /// Bytes of UTF-8.
    pub const MAX: usize = 1_000;

    /// Takes a path as it is, or says what is wrong with it; of nothing it makes the empty path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if invisible(text).is_some() {
            return Err(PathError::Hidden);
        }
        let wrong = |part: &str| matches!(part, "" | "." | "..");
        if !text.is_empty() && text.split('/').any(wrong) {
            return Err(PathError::Outside);
        }
        Self::stored(text.to_owned())
    }

    fn stored(text: String) -> Result<Self, PathError> {
        if text.len() > Self::MAX {
            return Err(PathError::TooLong { max: Self::MAX });
        }
        if text.contains(char::is_control) {
            return Err(PathError::Hidden);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the file came without a folder.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

crate::text::checked_text! { ImageName or TextError ImagePath or PathError }
