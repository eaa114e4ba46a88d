//! The appender's own connection: kept from batch to batch, because to fetch one and to clean it costs as much as
//! a small batch. Nobody can leave a transaction open in it: it is used by one task that is never cancelled.

use std::{
    io,
    time::{Duration, Instant},
};

use projections::is_transient;
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool};
use tokio::time::timeout;

/// How long to wait for an answer. A peer that goes without a word is noticed by the system after a quarter of an
/// hour, and every write would wait for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timeouts {
    /// A connection idle for longer may have died with the server it led to, and is asked first.
    pub fresh: Duration,
    pub ping: Duration,
    /// Longer than the server itself waits for a lock; a batch takes milliseconds.
    pub statement: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            fresh: Duration::from_secs(1),
            ping: Duration::from_secs(2),
            statement: Duration::from_secs(15),
        }
    }
}

/// The few statements of this connection find every row by its key, whatever is in their arrays and however large the
/// tables became since: planned once, and with no choice but the index. Planned anew each time, as PostgreSQL would have
/// it because it guesses better from arrays that it can see, the plan costs more than the batch. (The one row of
/// `log_head` has no index. A scan that is "off" seems so dear that PostgreSQL would compile machine code for it.)
const BY_KEY: &str = "set plan_cache_mode to force_generic_plan; set enable_seqscan to off;
    set enable_hashjoin to off; set enable_mergejoin to off; set jit to off";

#[derive(Debug)]
pub(super) struct Line {
    pool: PgPool,
    timeouts: Timeouts,
    open: Option<(PgConnection, Instant)>,
}

impl Line {
    pub const fn new(pool: PgPool, timeouts: Timeouts) -> Self {
        Self { pool, timeouts, open: None }
    }

    /// The connection, which is another one if the last was lost.
    pub async fn connection(&mut self) -> sqlx::Result<&mut PgConnection> {
        let connection = match self.open.take() {
            Some((connection, used)) if used.elapsed() <= self.timeouts.fresh => Some(connection),
            Some((mut connection, _)) => {
                within(self.timeouts.ping, connection.ping()).await.is_ok().then_some(connection)
            }
            None => None,
        };
        let connection = match connection {
            Some(connection) => connection,
            None => self.fetch().await?,
        };
        let (connection, _) = self.open.insert((connection, Instant::now()));
        Ok(connection)
    }

    async fn fetch(&self) -> sqlx::Result<PgConnection> {
        let mut connection = self.pool.acquire().await?.detach();
        within(self.timeouts.ping, connection.execute(BY_KEY)).await?;
        Ok(connection)
    }

    /// Asks something. A connection that failed, or gave no answer in time, is let go: the next one may be better.
    pub async fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&mut PgConnection) -> sqlx::Result<T>,
    ) -> sqlx::Result<T> {
        let timeouts = self.timeouts.statement;
        let connection = self.connection().await?;
        let answer = within(timeouts, question(connection)).await;
        if let Err(error) = &answer
            && (is_transient(error) || error.as_database_error().is_none())
        {
            self.open = None;
        }
        answer
    }

    pub async fn close(self) {
        if let Some((connection, _)) = self.open {
            // The server notices anyway.
            let _ = within(self.timeouts.ping, connection.close()).await;
        }
    }
}

async fn within<T>(limit: Duration, answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}
