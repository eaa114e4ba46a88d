//! Puts the new tables in place of the present ones while nobody looks.
//!
//! The order of locks is that of whoever else takes them: a view's tables as the append's statement names
//! them, then the head row (it holds its tables before it waits for the row); a follower's checkpoint,
//! then its tables. Whoever else is in the way goes first: the switch gives up soon and tries again.

use std::time::{Duration, Instant};

use sqlx::Executor as _;

use super::{
    FEW, NewTables, Progress, RebuildError,
    fill::Fill,
    new_tables::{LOCK_TIMEOUT, NO_AUTOVACUUM, PAUSE, TRIES, is_lock},
    twins,
};

/// Switches; answers how long everybody was kept waiting.
pub async fn switch(
    fill: &mut Fill,
    tables: &NewTables,
    progress: &mut (impl FnMut(Progress) + Send),
) -> Result<Duration, RebuildError> {
    for _ in 0..TRIES {
        fill.catch_up(&tables.live, FEW, progress).await?;
        fill.writer().execute(format!("begin; {}", keep_autovacuum_away(tables)).as_str()).await?;
        let begun = Instant::now();
        match fill.writer().execute(locks(tables).as_str()).await {
            Ok(_) => {
                exchange(fill, tables).await?;
                fill.writer().execute("set local synchronous_commit to on; commit").await?;
                return Ok(begun.elapsed());
            }
            Err(error) if is_lock(&error) => {
                fill.writer().execute("rollback").await?;
                tokio::time::sleep(PAUSE).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(RebuildError::Busy)
}

/// Autovacuum may have a large table for minutes. It gives way to whoever has waited for a second, which is longer
/// than we may wait for the locks that people notice; nobody else minds this one.
fn keep_autovacuum_away(tables: &NewTables) -> String {
    format!("lock table {} in share update exclusive mode", present(tables))
}

fn present(NewTables { view, live, .. }: &NewTables) -> String {
    let tables: Vec<_> = view.tables().iter().map(|table| format!("{live}.{table}")).collect();
    tables.join(", ")
}

fn locks(tables: &NewTables) -> String {
    let NewTables { view, live, .. } = tables;
    let lock = format!("lock table {} in access exclusive mode", present(tables));
    if view.is_inline() {
        return format!("{LOCK_TIMEOUT}; {lock}; select from {live}.log_head for update");
    }
    let checkpoint = format!("{live}.view_checkpoints where name = '{view}'");
    format!("{LOCK_TIMEOUT}; select from {checkpoint} for update; {lock}")
}

/// Projects the last few facts and exchanges the tables; all locks are held.
async fn exchange(fill: &mut Fill, tables: &NewTables) -> Result<(), RebuildError> {
    let NewTables { view, live, schema, old } = tables;
    let position = fill.live_position(live).await?;
    fill.project_up_to(position, &mut |_| {}).await?;
    twins::index_names(tables, fill.writer()).await?;
    for table in view.tables() {
        let sql = format!(
            "alter table {live}.{table} set ({NO_AUTOVACUUM}); alter table {live}.{table} set schema {old};
             alter table {schema}.{table} reset (autovacuum_enabled); alter table {schema}.{table} set schema {live}"
        );
        fill.writer().execute(sql.as_str()).await?;
    }
    if !view.is_inline() {
        let sql = format!(
            "update {live}.view_checkpoints set version = {version}, status = 'following', error = null
             where name = '{view}'",
            version = view.version()
        );
        fill.writer().execute(sql.as_str()).await?;
    }
    Ok(())
}
