//! Connections that come back clean, and waits that end.

use std::time::Duration;

use sqlx::{
    Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::config::Database;

/// Waits that are longer than any page or command takes, shorter than anyone waits. Without `jit`: compiling a query takes
/// a tenth of a second, and none of ours takes as long, whatever PostgreSQL expects.
const OPTIONS: [(&str, &str); 5] = [
    ("timezone", "UTC"),
    ("statement_timeout", "60s"),
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("jit", "off"),
];

/// A connection idle for longer may have died with the server it led to; asking each time would cost a tenth.
const FRESH: Duration = Duration::from_secs(1);

/// For whatever writes; half of the connections.
pub async fn open(url: &str, database: &Database) -> sqlx::Result<PgPool> {
    options(database.connections.div_ceil(2))
        .after_release(|connection, _| Box::pin(left_clean(connection)))
        .connect_with(to(url)?)
        .await
}

/// Makes the connections of [`projections::Reading`]. They cannot write, so nothing can be lost in a transaction that
/// somebody left open, and none is begun; that spares them the cleaning.
pub async fn open_reading(url: &str, database: &Database) -> sqlx::Result<PgPool> {
    let readers = to(url)?.options([("default_transaction_read_only", "on")]);
    options((database.connections / 2).max(1)).connect_with(readers).await
}

fn to(url: &str) -> sqlx::Result<PgConnectOptions> {
    let options: PgConnectOptions = url.parse()?;
    Ok(options.application_name("annals").options(OPTIONS))
}

fn options(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(2))
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > FRESH {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// A client that disconnects can leave a transaction open that sqlx does not know of; the next user would write
/// into it and lose everything. `begin` first, because `rollback` alone warns when all is well.
async fn left_clean(connection: &mut PgConnection) -> sqlx::Result<bool> {
    connection.execute("begin; rollback").await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a client leaves it who disconnects in the middle.
    #[sqlx::test(migrations = false)]
    async fn a_connection_comes_home_without_a_transaction(_: PgPool) {
        let url = std::env::var("DATABASE_URL").unwrap();
        let pool = open(&url, &Database { connections: 1, ..Database::default() }).await.unwrap();
        pool.acquire().await.unwrap().execute("begin; create temporary table note ()").await.unwrap();
        let gone = "select to_regclass('note') is null";
        assert!(sqlx::query_scalar::<_, bool>(gone).fetch_one(&pool).await.unwrap());
        pool.acquire().await.unwrap().execute("begin; select 1 / 0").await.unwrap_err();
        assert_eq!(sqlx::query_scalar::<_, i32>("select 1").fetch_one(&pool).await.unwrap(), 1);
    }

    #[sqlx::test(migrations = false)]
    async fn readers_cannot_write(_: PgPool) {
        let url = std::env::var("DATABASE_URL").unwrap();
        let pool = open_reading(&url, &Database::default()).await.unwrap();
        let refused = pool.execute("create table note ()").await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("25006"));
    }
}
