//! Why one attempt at a command did not succeed, and what becomes of it.

use std::time::Duration;

use cqrs_es::AggregateError;
use domain::Class;
use projections::{LogError, inline::Inline};

use crate::{CommandError, Refused, appender::AppendError};

pub(crate) enum Failure {
    Refused(Refused),
    Append(AppendError),
    /// The stream could not be read.
    Log(LogError),
}

impl Failure {
    pub(crate) fn of<D: Inline>(error: AggregateError<D::Refusal>) -> Self {
        match error {
            AggregateError::UserError(refusal) => Self::Refused(refusal.into()),
            AggregateError::AggregateConflict => Self::Append(AppendError::Conflict),
            AggregateError::UnexpectedError(error) => Self::Append(match error.downcast::<AppendError>() {
                Ok(failure) => *failure,
                Err(other) => AppendError::Broken(other.to_string()),
            }),
            AggregateError::DatabaseConnectionError(error) => match error.downcast::<LogError>() {
                Ok(error) => Self::Log(*error),
                Err(other) => Self::Append(AppendError::Broken(other.to_string())),
            },
            AggregateError::DeserializationError(error) => {
                Self::Append(AppendError::Broken(error.to_string()))
            }
        }
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refused) => Self::Refused(refused),
            Failure::Log(error) => error.into(),
            Failure::Append(AppendError::Rule(rule)) => Self::Refused(rule_words(&rule)),
            Failure::Append(broken @ AppendError::Broken(_)) => Self::Broken(broken.to_string()),
            Failure::Append(AppendError::Conflict | AppendError::Unavailable | AppendError::Repeated) => {
                Self::Unavailable { retry_after: Duration::from_secs(1) }
            }
        }
    }
}

/// The rules that span streams are unique indexes of inline views; each has its words here.
fn rule_words(rule: &str) -> Refused {
    let (code, field, message) = match rule {
        "view_images_digest_key" => ("duplicate_image", None, "this image already exists in the image set"),
        "view_annotation_revisions_drawn_key" => {
            ("exists", Some("annotation"), "another annotation has this id")
        }
        "view_teams_name_key" => ("name_taken", Some("name"), "another team has this name"),
        "view_annotation_types_name_key" => {
            ("name_taken", Some("name"), "another annotation type has this name")
        }
        "view_image_sets_name_key" => {
            ("name_taken", Some("name"), "another image set of the team has this name")
        }
        "view_export_formats_name_key" => {
            ("name_taken", Some("name"), "another export format of the team has this name")
        }
        "view_snapshots_name_key" => {
            ("name_taken", Some("name"), "another snapshot of the image set has this name")
        }
        _ => ("conflict", None, "this contradicts what is already there"),
    };
    Refused { class: Class::Conflict, code, field, subject: None, message: message.to_owned() }
}
