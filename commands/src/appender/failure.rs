//! What can become of an append.

use projections::is_transient;

/// Why a command is not in the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Another process appended to the stream first.
    #[error("somebody else was faster")]
    Conflict,
    /// The command id had its effect before.
    #[error("this command was carried out before")]
    Repeated,
    /// A rule that the database keeps, by its name.
    #[error("the rule {0} is violated")]
    Rule(String),
    /// Nobody knows whether it is in the log; the command id will tell.
    #[error("the database cannot be reached")]
    Unavailable,
    #[error("the log cannot be written: {0}")]
    Broken(String),
}

impl From<&sqlx::Error> for AppendError {
    fn from(error: &sqlx::Error) -> Self {
        // Whatever else went wrong did so on the way, perhaps on the way back.
        let sqlx::Error::Database(refused) = error else {
            return Self::Unavailable;
        };
        match (refused.constraint(), refused.code().as_deref()) {
            (Some("events_pkey"), _) => Self::Conflict,
            (Some("log_commands_pkey"), _) => Self::Repeated,
            (Some(rule), Some("23505" | "23514" | "23503")) => Self::Rule(rule.to_owned()),
            // Serialization, deadlock: rolled back, and worth another attempt at once.
            (_, Some("40001" | "40P01")) => Self::Conflict,
            _ if is_transient(error) => Self::Unavailable,
            _ => Self::Broken(refused.message().to_owned()),
        }
    }
}
