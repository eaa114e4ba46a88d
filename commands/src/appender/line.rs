//! The appender's own connection: kept from batch to batch, because to fetch one and to clean it costs as much as
//! a small batch. Nobody can leave a transaction open in it: it is used by one task that is never cancelled.

use std::time::{Duration, Instant};

use sqlx::{Connection as _, PgConnection, PgPool};

/// A connection idle for longer may have died with the server it led to.
const FRESH: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Line {
    pool: PgPool,
    open: Option<(PgConnection, Instant)>,
}

impl Line {
    pub const fn new(pool: PgPool) -> Self {
        Self { pool, open: None }
    }

    /// The connection, which is another one if the last was lost.
    pub async fn connection(&mut self) -> sqlx::Result<&mut PgConnection> {
        let healthy = match self.open.take() {
            Some((mut connection, used)) => {
                (used.elapsed() <= FRESH || connection.ping().await.is_ok()).then_some(connection)
            }
            None => None,
        };
        let connection = match healthy {
            Some(connection) => connection,
            None => self.pool.acquire().await?.detach(),
        };
        let (connection, _) = self.open.insert((connection, Instant::now()));
        Ok(connection)
    }

    /// Lets go of a connection that failed: the next one may be better.
    pub fn hang_up(&mut self) {
        self.open = None;
    }

    pub async fn close(self) {
        if let Some((connection, _)) = self.open {
            // The server notices anyway.
            let _ = connection.close().await;
        }
    }
}
