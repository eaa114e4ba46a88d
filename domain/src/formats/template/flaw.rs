//! What is wrong with a template, and where.

use super::{MAX_CONTENTS, MAX_TEMPLATE};

/// A fault for which a format is refused when it is saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct Flaw {
    /// The part of the definition that has it.
    pub field: &'static str,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Fault {
    #[error("the template has {0} bytes; it may have {MAX_TEMPLATE}")]
    TemplateTooLong(usize),
    #[error("{at}: {condition} is not closed by %%endif")]
    UnclosedCondition { condition: &'static str, at: Place },
    #[error("{at}: {condition} stands inside {outer}, which is not closed yet; conditions cannot be nested")]
    NestedCondition { condition: &'static str, outer: &'static str, at: Place },
    #[error("{at}: a control character")]
    ControlCharacter { at: Place },
    #[error("the placeholder %%content stands {0} times; it may stand {MAX_CONTENTS} times")]
    TooManyContents(usize),
}

/// Something that is kept as it was typed, and is probably a slip.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {typed} means nothing here and is printed as it stands")]
pub struct Unknown {
    pub field: &'static str,
    pub typed: String,
    pub at: Place,
}

/// Where in a template, counted from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Fault {
    /// Stable name for programs.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl Place {
    pub(super) fn of(text: &str, byte: usize) -> Self {
        let before = &text[..byte];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}
