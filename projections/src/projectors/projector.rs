//! What every projector can do, whatever views it projects.

use futures::future::BoxFuture;
use sqlx::PgConnection;

use super::FollowError;
use crate::{recorded::Recorded, statement::Statement};

/// Turns pages of facts into statements.
pub(crate) trait Projector: Send {
    /// Reads from the log what has to be known to project these facts.
    fn recall<'a>(
        &'a mut self,
        facts: &'a [Recorded],
        connection: &'a mut PgConnection,
    ) -> BoxFuture<'a, Result<(), FollowError>>;

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError>;
}
