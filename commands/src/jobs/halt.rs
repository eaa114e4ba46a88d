//! Why a job ends before its end.

use std::{fmt, time::Duration};

/// Why a job that could go on is not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// The server stops; another one goes on with it.
    Stopping,
    /// Its owner, or whoever governs the set, does not want it any more.
    Cancelled,
    /// It took longer than this.
    TooLong(Duration),
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopping => f.write_str("the server stops"),
            Self::Cancelled => f.write_str("it was cancelled"),
            Self::TooLong(most) if most.as_secs() >= 60 && most.as_secs() % 60 == 0 => {
                write!(f, "it took longer than {} minutes", most.as_secs() / 60)
            }
            Self::TooLong(most) => write!(f, "it took longer than {} seconds", most.as_secs_f64()),
        }
    }
}
