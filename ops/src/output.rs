//! What commands print: lines for people, or with `--json` one JSON object for programs; and how they end.
//!
//! With `--json` a command that fails prints `{"error": {"code", "message", "field"?}}` as the last line of standard error:
//! standard output may have the bytes that were asked for.

use std::{env, error::Error, ffi::OsStr, fmt, process::ExitCode};

use clap::error::ErrorKind;
use commands::{CommandError, Refused};
use serde_json::{Value, json};

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

    /// Says why a command failed, and how it ends.
    pub fn fail(self, failure: &Failure) -> ExitCode {
        match self {
            Self::Text => eprintln!("annals: {failure}"),
            Self::Json => eprintln!("{}", told(failure)),
        }
        code(failure)
    }

    /// What clap has to say of arguments: help, versions, or what is wrong with them.
    pub fn arguments(self, error: &clap::Error) -> ExitCode {
        match (self, error.kind()) {
            (_, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) | (Self::Text, _) => error.exit(),
            (Self::Json, _) => {
                let text = error.render().to_string();
                let sentence = text.lines().next().unwrap_or_default();
                let sentence = sentence.strip_prefix("error: ").unwrap_or(sentence);
                self.fail(&Failure::from(Asked { code: "arguments", ..Asked::of(sentence) }))
            }
        }
    }

    /// As the arguments ask for it, also where they cannot be read. What is behind `--` is for somebody else.
    pub fn asked_for() -> Self {
        let ours = env::args_os().take_while(|word| word != OsStr::new("--"));
        if ours.into_iter().any(|word| word == OsStr::new("--json")) { Self::Json } else { Self::Text }
    }
}

fn told(failure: &Failure) -> Value {
    let mut error = json!({ "code": "failed", "message": failure.to_string() });
    if let Some(asked) = failure.downcast_ref::<Asked>() {
        error["code"] = asked.code.into();
        if let Some(field) = asked.field {
            error["field"] = field.into();
        }
    } else if failure.is::<Found>() {
        error["code"] = "found".into();
    }
    json!({ "error": error })
}

/// A command was asked for wrongly: something named is not there, is not allowed, or makes no sense. Nothing was done.
#[derive(Debug)]
pub struct Asked {
    sentence: String,
    /// Stable for programs: that of the site's refusal, or `invalid`.
    code: &'static str,
    field: Option<&'static str>,
}

impl Asked {
    fn of(sentence: impl fmt::Display) -> Self {
        Self { sentence: sentence.to_string(), code: "invalid", field: None }
    }
}

/// A command did its work, and what it looked at is not as it should be.
#[derive(Debug)]
pub struct Found(pub String);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
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
    Box::new(Asked::of(sentence))
}

/// What the site refused: the person's doing, or else the world's.
pub fn refused(error: CommandError) -> Failure {
    match error {
        CommandError::Refused(Refused { code, field, ref message, .. }) => {
            Box::new(Asked { code, field, ..Asked::of(message) })
        }
        CommandError::Denied(_) => Box::new(Asked { code: "denied", ..Asked::of(error) }),
        other => other.into(),
    }
}

/// A sentence for what was found.
pub fn found(sentence: impl fmt::Display) -> Failure {
    Box::new(Found(sentence.to_string()))
}

/// 1: it could not be done; 2: asked wrongly, as clap has it for arguments; 3: done, and something is not right.
fn code(failure: &Failure) -> ExitCode {
    if failure.is::<Asked>() {
        ExitCode::from(2)
    } else if failure.is::<Found>() {
        ExitCode::from(3)
    } else {
        ExitCode::FAILURE
    }
}
