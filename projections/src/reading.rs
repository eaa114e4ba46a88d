//! Connections for questions, lent and given back without a word to PostgreSQL.
//!
//! A pool asks each connection that comes back whether it still lives, which doubles the round trips of small questions,
//! and lends the one that has rested longest, whose caches are cold. These cannot write, so there is nothing to clean; the
//! warmest is lent first. One whose question failed, or was left by whoever asked, keeps its place until PostgreSQL is done
//! with it: however many clients disconnect, it has no more to do at once.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_stream::try_stream;
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, future::BoxFuture, stream::BoxStream};
use sqlx::{
    Connection as _, Describe, Either, Execute, Executor, PgConnection, PgPool, Postgres,
    postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo},
};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// A connection idle for longer may have died with the server it led to, and is asked first.
const FRESH: Duration = Duration::from_secs(1);

/// Where questions are asked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Reading(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Makes connections; it keeps none.
    pool: PgPool,
    places: Arc<Semaphore>,
    /// The one that came back last is at the end.
    rested: Mutex<Vec<(PgConnection, Instant)>>,
}

/// A connection that is in use.
struct Lent {
    /// Nothing once it was given back.
    connection: Option<PgConnection>,
    reading: Reading,
    place: Option<OwnedSemaphorePermit>,
}

impl From<PgPool> for Reading {
    /// As many connections as the pool may have, made as it makes them.
    fn from(pool: PgPool) -> Self {
        let most = usize::try_from(pool.options().get_max_connections()).unwrap_or(Semaphore::MAX_PERMITS);
        Self(Arc::new(Inner { pool, places: Arc::new(Semaphore::new(most)), rested: Mutex::default() }))
    }
}

impl Reading {
    /// Within the pool's patience: of connections that are dead and do not say so, several may be asked.
    async fn lend(&self) -> sqlx::Result<Lent> {
        let patience = self.0.pool.options().get_acquire_timeout();
        timeout(patience, self.take_place()).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    async fn take_place(&self) -> sqlx::Result<Lent> {
        let place = self.0.places.clone().acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
        if self.0.pool.is_closed() {
            return Err(sqlx::Error::PoolClosed);
        }
        let connection = Some(self.connection().await?);
        Ok(Lent { connection, reading: self.clone(), place: Some(place) })
    }

    async fn connection(&self) -> sqlx::Result<PgConnection> {
        while let Some((mut connection, since)) = self.warmest() {
            if since.elapsed() <= FRESH || matches!(timeout(FRESH, connection.ping()).await, Ok(Ok(()))) {
                return Ok(connection);
            }
        }
        Ok(self.0.pool.acquire().await?.detach())
    }

    fn warmest(&self) -> Option<(PgConnection, Instant)> {
        self.0.rested.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn rest(&self, connection: PgConnection) {
        self.0.rested.lock().unwrap_or_else(PoisonError::into_inner).push((connection, Instant::now()));
    }
}

impl Lent {
    fn connection(&mut self) -> &mut PgConnection {
        self.connection.as_mut().expect("it is given back at the end")
    }

    /// To be called when the answer was read to its end.
    fn give_back(mut self) {
        if let Some(connection) = self.connection.take() {
            self.reading.rest(connection);
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let (Some(connection), Ok(runtime)) = (self.connection.take(), Handle::try_current()) else { return };
        runtime.spawn(finish(connection, self.reading.clone(), self.place.take()));
    }
}

/// Reads what is left of an answer. A connection that cannot do that is closed.
async fn finish(mut connection: PgConnection, reading: Reading, place: Option<OwnedSemaphorePermit>) {
    if connection.ping().await.is_ok() {
        reading.rest(connection);
    }
    drop(place);
}

impl<'p> Executor<'p> for &Reading {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, sqlx::Result<Either<PgQueryResult, PgRow>>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let reading = self.clone();
        try_stream! {
            let mut lent = reading.lend().await?;
            {
                let mut answers = lent.connection().fetch_many(query);
                while let Some(answer) = answers.try_next().await? {
                    yield answer;
                }
            }
            lent.give_back();
        }
        .boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, sqlx::Result<Option<PgRow>>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let reading = self.clone();
        async move {
            let mut lent = reading.lend().await?;
            let row = lent.connection().fetch_optional(query).await?;
            lent.give_back();
            Ok(row)
        }
        .boxed()
    }

    // Both are asked by no query of ours, only by sqlx's macros: the pool can do that.

    fn prepare_with<'e, 'q: 'e>(
        self,
        sql: &'q str,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, sqlx::Result<PgStatement<'q>>>
    where
        'p: 'e,
    {
        self.0.pool.prepare_with(sql, parameters)
    }

    fn describe<'e, 'q: 'e>(self, sql: &'q str) -> BoxFuture<'e, sqlx::Result<Describe<Postgres>>>
    where
        'p: 'e,
    {
        self.0.pool.describe(sql)
    }
}
