//! With which version of the program's inline views their tables were projected.

use sqlx::{PgConnection, PgPool};

use super::{RebuildError, Report, View, rebuild};

/// Rebuilds an inline view whose rows an older version of this program made; before anybody reads or writes them.
///
/// A new database has no facts, and so no rows of an older version.
pub async fn renew(pool: &PgPool, view: View) -> Result<Option<Report>, RebuildError> {
    let (stored, head): (i32, i64) = sqlx::query_as(
        "select coalesce((select version from view_rebuilds where name = $1), 0), position from log_head",
    )
    .bind(view.name())
    .fetch_one(pool)
    .await?;
    if stored >= view.version() {
        return Ok(None);
    }
    if head > 0 {
        tracing::info!(view = view.name(), from = stored, to = view.version(), "rebuilding");
        return rebuild(pool, view, |_| {}).await.map(Some);
    }
    write(view, &mut *pool.acquire().await?).await?;
    Ok(None)
}

pub(super) async fn write(view: View, connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query(
        "insert into view_rebuilds (name, version) values ($1, $2)
         on conflict (name) do update set version = excluded.version",
    )
    .bind(view.name())
    .bind(view.version())
    .execute(connection)
    .await?;
    Ok(())
}
