//! Forms: texts become values, and what is wrong is said beside the field, with everything typed kept.

use askama::{Template, filters::Safe};
use axum::http::StatusCode;
use commands::CommandError;
use domain::{Class, Name, Text};

use crate::{WebError, error::status_of, filters::sentence};

/// What was wrong with a form. Empty when it is shown for the first time.
#[derive(Debug, Default, Clone)]
pub struct Errors {
    status: StatusCode,
    wrong: Vec<(Option<&'static str>, String)>,
}

impl Errors {
    /// Refusals belong into the form; everything else is no matter of it.
    pub fn of(error: impl Into<CommandError>) -> Result<Self, WebError> {
        match error.into() {
            CommandError::Refused(refused) if refused.class != Class::Missing => Ok(Self {
                status: status_of(refused.class),
                wrong: vec![(refused.field, sentence(&refused.message))],
            }),
            other => Err(other.into()),
        }
    }

    pub const fn status(&self) -> StatusCode {
        self.status
    }

    fn at(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(of, _)| *of == Some(field)).map(|(_, words)| words.as_str())
    }

    /// The sentence for a field, to stand below its control: `{{ errors.line("name") }}`
    pub fn line(&self, field: &'static str) -> Safe<String> {
        let line = self.at(field).map(|words| FieldError { field, words }.render().unwrap_or_default());
        Safe(line.unwrap_or_default())
    }

    /// Attributes of the control that is wrong: `<input name="name"{{ errors.mark("name") }}>`
    pub fn mark(&self, field: &'static str) -> Safe<String> {
        let mark = || format!(r#" aria-invalid="true" aria-describedby="{field}-error""#);
        Safe(self.at(field).map(|_| mark()).unwrap_or_default())
    }

    /// What is wrong with the form as a whole, or with something that has no control among `fields`.
    pub fn beside(&self, fields: &[&str]) -> Option<&str> {
        let elsewhere = |of: Option<&'static str>| of.is_none_or(|of| !fields.contains(&of));
        self.wrong.iter().find(|(of, _)| elsewhere(*of)).map(|(_, words)| words.as_str())
    }
}

#[derive(Template)]
#[template(path = "_field_error.html")]
struct FieldError<'a> {
    field: &'a str,
    words: &'a str,
}

pub fn name(field: &'static str, text: &str) -> Result<Name, CommandError> {
    Name::parse(text).map_err(|error| CommandError::text(field, error))
}

/// Browsers end lines with CR LF.
pub fn text(field: &'static str, text: &str) -> Result<Text, CommandError> {
    Text::parse(&text.replace("\r\n", "\n")).map_err(|error| CommandError::text(field, error))
}
