//! The schema in which the new tables stand until the switch.

use std::time::Duration;

use sqlx::{Executor as _, PgConnection, PgPool, Postgres, Transaction};

use super::{RebuildError, View};

/// Names of both places; ours all, so they need no quotes.
#[derive(Debug)]
pub struct NewTables {
    pub view: View,
    /// Where the present tables are.
    pub live: String,
    /// Where the new ones are.
    pub schema: String,
    /// Where the present ones go.
    pub old: String,
}

/// Keeps others from rebuilding the same view; held by an open transaction, so it cannot be forgotten.
pub async fn lease(pool: &PgPool, view: View) -> Result<Transaction<'static, Postgres>, RebuildError> {
    sqlx::query(
        "insert into view_rebuilds (name) select $1 where not exists (select from view_rebuilds where name = $1)
         on conflict do nothing",
    )
    .bind(view.name())
    .execute(pool)
    .await?;
    let mut transaction = pool.begin().await?;
    transaction.execute("set local idle_in_transaction_session_timeout = 0").await?;
    let ours = sqlx::query("select from view_rebuilds where name = $1 for update skip locked")
        .bind(view.name())
        .fetch_optional(&mut *transaction)
        .await?;
    if ours.is_some() { Ok(transaction) } else { Err(RebuildError::Running) }
}

impl NewTables {
    /// Makes empty tables like the present ones, with their primary keys only.
    pub async fn make(pool: &PgPool, view: View) -> Result<Self, RebuildError> {
        let live: String = sqlx::query_scalar("select current_schema()::text").fetch_one(pool).await?;
        let (schema, old) = (format!("rebuild_{view}"), format!("rebuilt_{view}"));
        let tables = Self { view, live, schema, old };
        let mut connection = pool.acquire().await?;
        // Left behind by a rebuild that was killed.
        tables.drop(&mut connection).await?;
        let mut transaction = pool.begin().await?;
        transaction
            .execute(format!("create schema {}; create schema {}", tables.schema, tables.old).as_str())
            .await?;
        for table in view.tables() {
            tables.make_table(table, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(tables)
    }

    async fn make_table(&self, table: &str, connection: &mut PgConnection) -> sqlx::Result<()> {
        let Self { live, schema, .. } = self;
        let including = "including defaults including constraints including comments including storage";
        connection
            .execute(
                format!(
                    "create table {schema}.{table} (like {live}.{table} {including}) with ({NO_AUTOVACUUM})"
                )
                .as_str(),
            )
            .await?;
        let keys: Vec<(String, String)> = sqlx::query_as(
            "select conname::text, pg_get_constraintdef(oid) from pg_constraint
             where conrelid = $1::regclass and contype = 'p'",
        )
        .bind(format!("{live}.{table}"))
        .fetch_all(&mut *connection)
        .await?;
        for (name, definition) in keys {
            let sql = format!("alter table {schema}.{table} add constraint {name} {definition}");
            connection.execute(sql.as_str()).await?;
        }
        Ok(())
    }

    /// A statement that makes an index of a present table, about the new one.
    pub(super) fn moved(&self, index: &str) -> String {
        index.replacen(&format!(" ON {}.", self.live), &format!(" ON {}.", self.schema), 1)
    }

    /// Adds the other indexes: faster than to keep them, and unique ones hold only between batches. Those of names come
    /// with the switch.
    pub async fn finish(&self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let Self { live, schema, view, .. } = self;
        for table in view.tables() {
            let indexes: Vec<String> = sqlx::query_scalar(&format!(
                "select pg_get_indexdef(indexrelid) from pg_index i
                 where indrelid = $1::regclass and not indisprimary and not {OF_NAMES}"
            ))
            .bind(format!("{live}.{table}"))
            .fetch_all(&mut *connection)
            .await?;
            for index in indexes {
                connection.execute(self.moved(&index).as_str()).await?;
            }
            connection.execute(format!("analyze {schema}.{table}").as_str()).await?;
        }
        Ok(())
    }

    /// Removes whatever is not live, table by table.
    ///
    /// A prepared statement still locks the old tables once before it sees that they are old; whoever holds
    /// one lock at a time, and not for long, cannot be part of a deadlock.
    pub async fn drop(&self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let Self { schema, old, view, .. } = self;
        for place in [schema, old] {
            for table in view.tables() {
                patiently(&format!("drop table if exists {place}.{table}"), connection).await?;
            }
            patiently(&format!("drop schema if exists {place} cascade"), connection).await?;
        }
        Ok(())
    }
}

/// Whether an index `i` keeps names apart: these come last, when all rows are there.
pub const OF_NAMES: &str = "exists (select from pg_attribute a
     where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = 'name_key')";

/// Autovacuum stays away from tables that are being filled, moved or dropped: it would hold them for minutes.
pub const NO_AUTOVACUUM: &str = "autovacuum_enabled = off";

/// Shorter than PostgreSQL takes to look for deadlocks, so that it is never a labeler who loses.
pub const LOCK_TIMEOUT: &str = "set local lock_timeout = '100ms'";
pub const TRIES: u32 = 100;

/// Runs a statement in a transaction of its own, again while somebody is in its way.
async fn patiently(sql: &str, connection: &mut PgConnection) -> sqlx::Result<()> {
    let mut tries = 1;
    loop {
        match connection.execute(format!("begin; {LOCK_TIMEOUT}; {sql}; commit").as_str()).await {
            Ok(_) => return Ok(()),
            Err(error) => {
                connection.execute("rollback").await?;
                if !is_lock(&error) || tries == TRIES {
                    return Err(error);
                }
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

pub const PAUSE: Duration = Duration::from_millis(150);

/// `lock_not_available`, `deadlock_detected`.
pub fn is_lock(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    matches!(error.code().as_deref(), Some("55P03" | "40P01"))
}
