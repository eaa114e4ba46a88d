//! Texts people type, checked once where they come in.
//!
//! What is stored was checked then, by the rules of its day. So it is read by none that could have grown stricter since:
//! a log that cannot be read any more is worse than a name that cannot be seen.

mod folding;
mod natural;
mod visible;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use self::{folding::one_spaced, visible::is_blank};
pub use self::{
    folding::{file_key, image_search_key, name_key, search_key},
    natural::sort_key,
    visible::{invisible, is_hidden, visible},
};

/// What stands in a list: one line of 1 to 100 characters, all of which can be seen, or change those that can.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// What stands on a page: at most 10,000 characters, line breaks allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("must not be empty")]
    Empty,
    #[error("must have at most {max} characters")]
    TooLong { max: usize },
    #[error("must have at most {max} bytes")]
    TooManyBytes { max: usize },
    #[error("must not contain control characters")]
    Control,
    /// Two names that differ in it look the same.
    #[error("must not contain U+{:04X}, which cannot be seen", u32::from(*.0))]
    Invisible(char),
}

impl Name {
    pub const MAX: usize = 100;

    /// Keeps one space of all white space between two words, as pages show it, and none around the name; refuses what
    /// could not be told apart or shown in a line.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if cannot_be_seen(text) {
            return Err(TextError::Empty);
        }
        if let Some(c) = invisible(text) {
            return Err(TextError::Invisible(c));
        }
        Self::stored(one_spaced(text))
    }

    fn stored(text: String) -> Result<Self, TextError> {
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().count() > Self::MAX {
            return Err(TextError::TooLong { max: Self::MAX });
        }
        if text.contains(char::is_control) {
            return Err(TextError::Control);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Names with the same key are one name.
    pub fn key(&self) -> String {
        name_key(&self.0)
    }
}

impl Text {
    pub const MAX: usize = 10_000;

    pub fn parse(text: &str) -> Result<Self, TextError> {
        Self::stored(text.to_owned())
    }

    fn stored(text: String) -> Result<Self, TextError> {
        if text.chars().count() > Self::MAX {
            return Err(TextError::TooLong { max: Self::MAX });
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(TextError::Control);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether nothing of it would be seen.
pub(crate) fn cannot_be_seen(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// What every checked text is besides: read back as it was stored, and shown as it is.
macro_rules! checked_text {
    ($($name:ident or $error:ident)*) => {$(
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::stored(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

pub(crate) use checked_text;

checked_text! { Name or TextError Text or TextError }
