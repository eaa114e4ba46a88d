//! The way to everything people see.

use crate::{Log, Reading};

/// Reads what is projected. Cheap to clone; the queries stand with their view.
#[derive(Debug, Clone)]
pub struct Views(pub(crate) Reading);

impl Views {
    pub fn new(reading: impl Into<Reading>) -> Self {
        Self(reading.into())
    }

    pub fn log(&self) -> Log {
        Log::new(self.0.clone())
    }
}
