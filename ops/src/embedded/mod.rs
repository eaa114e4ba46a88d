//! A PostgreSQL of our own, for whoever has none: found on the machine, run beside the server, never left behind.
//!
//! Three processes. The server starts a *supervisor* (this binary again) joined to it by a pipe; the supervisor
//! starts `postgres`. When the server is gone, however it went, the pipe ends and the supervisor stops PostgreSQL
//! cleanly. When the supervisor is gone, the kernel tells PostgreSQL to stop.

mod error;
mod binaries;
mod account;
mod places;
mod lock;
mod initdb;
mod orphan;
mod postgres;
mod supervisor;
mod cluster;

pub use account::SystemAccount;
pub use cluster::{Cluster, SUPERVISOR};
pub use error::EmbeddedError;
pub use supervisor::supervise;
