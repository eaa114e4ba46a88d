//! `[database]`: a PostgreSQL of your own; without it the embedded one runs.

use serde::{Deserialize, Serialize};

use super::{Secret, Section};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `postgres://account:password@host/name`; the environment's `DATABASE_URL` is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    /// Connections this process keeps at most, half of them for reading; at least eight, for writes, the listener, those
    /// that follow and a rebuild each need their own.
    pub connections: u32,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: None, connections: 16 }
    }
}

impl Section for Database {
    fn least(_connections: &str) -> i64 {
        8
    }
}
