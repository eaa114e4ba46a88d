//! Why a configuration is refused: one sentence that names the place and the key.

use std::{
    io,
    path::{Path, PathBuf},
};

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {file}: {source}")]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("{file}, line {line}: {message}")]
    File { file: PathBuf, line: usize, message: String },
    #[error("environment variable {variable}: {message}")]
    Variable { variable: String, message: String },
    #[error("{key}: {message}")]
    Value { key: String, message: String },
}

impl ConfigError {
    pub(super) fn file(file: &Path, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        Self::File { file: file.to_owned(), line, message: one_line(error.message()) }
    }

    pub(super) fn variable(variable: &str, message: &str) -> Self {
        Self::Variable { variable: variable.to_owned(), message: one_line(message) }
    }

    pub(super) fn value(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Value { key: key.into(), message: message.into() }
    }
}

fn one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join(" ")
}
