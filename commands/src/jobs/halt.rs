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
    /// It took more than this of a processor.
    TooMuch(Duration),
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopping => f.write_str("the server stops"),
            Self::Cancelled => f.write_str("it was cancelled"),
            Self::TooLong(most) => write!(f, "it took longer than {}", time(*most)),
            Self::TooMuch(most) => write!(f, "it took more than {} of a processor", time(*most)),
        }
    }
}

fn time(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. if seconds % 60 == 0 => format!("{} minutes", seconds / 60),
        _ => format!("{} seconds", time.as_secs_f64()),
    }
}
