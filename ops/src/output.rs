//! What commands print: lines for people, or with `--json` one JSON object for programs; and how they end.

use std::{error::Error, fmt, process::ExitCode};

use commands::CommandError;
use serde_json::Value;

use crate::Failure;

/// How somebody wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Text,
    Json,
}

impl Output {
    /// Says the same in either way; an empty text says nothing.
    pub fn say(self, text: impl fmt::Display, json: &Value) {
        match self {
            Self::Text => {
                let text = text.to_string();
                if !text.is_empty() {
                    println!("{}", text.trim_end_matches('\n'));
                }
            }
            Self::Json => println!("{json}"),
        }
    }
}

/// A command was asked for wrongly: something named is not there, is not allowed, or makes no sense. Nothing was done.
#[derive(Debug)]
pub struct Asked(pub String);

/// A command did its work, and what it looked at is not as it should be.
#[derive(Debug)]
pub struct Found(pub String);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Asked {}

impl Error for Found {}

/// A sentence for what was asked wrongly.
pub fn asked(sentence: impl fmt::Display) -> Failure {
    Box::new(Asked(sentence.to_string()))
}

/// What the site refused: the person's doing, or else the world's.
pub fn refused(error: CommandError) -> Failure {
    match error {
        CommandError::Refused(_) | CommandError::Denied(_) => asked(error),
        other => other.into(),
    }
}

/// A sentence for what was found.
pub fn found(sentence: impl fmt::Display) -> Failure {
    Box::new(Found(sentence.to_string()))
}

/// 1: it could not be done; 2: asked wrongly, as clap has it for arguments; 3: done, and something is not right.
pub fn code(failure: &Failure) -> ExitCode {
    if failure.is::<Asked>() {
        ExitCode::from(2)
    } else if failure.is::<Found>() {
        ExitCode::from(3)
    } else {
        ExitCode::FAILURE
    }
}
