//! The way to everything people see.

use sqlx::PgPool;

use crate::Log;

/// Reads what is projected. Cheap to clone; the queries stand with their view.
#[derive(Debug, Clone)]
pub struct Views(pub(crate) PgPool);

impl Views {
    pub const fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    pub fn log(&self) -> Log {
        Log::new(self.0.clone())
    }
}
