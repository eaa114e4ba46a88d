//! Which failures of the database pass by themselves.

/// Connections come back, locks are released, rollbacks can be tried again; a value out of range stays so.
///
/// The one list of its kind: whether a follower goes on, and whether a client is told to try again, is decided here.
pub fn is_transient(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Connection, rollback, resources, object in use (locks), operator intervention (cancelled, shutting down).
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| ["08", "40", "53", "55", "57"].iter().any(|class| code.starts_with(class))),
        _ => false,
    }
}
