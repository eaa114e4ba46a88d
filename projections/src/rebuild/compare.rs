//! What the present tables say, and what the log says, at one position.

use std::collections::BTreeMap;

use sqlx::{Executor as _, PgConnection};

use super::{NewTables, RebuildError, fill::Fill};

/// Counts differing rows, by table.
///
/// One repeatable-read transaction sees the present tables and the position they are at; the new ones are
/// projected up to exactly that position within it. Nobody is kept from writing.
pub async fn compare(
    fill: &mut Fill,
    tables: &NewTables,
) -> Result<BTreeMap<&'static str, i64>, RebuildError> {
    fill.writer().execute("begin isolation level repeatable read").await?;
    let position = fill.live_position(&tables.live).await?;
    fill.project_up_to(position, &mut |_| {}).await?;
    let mut differences = BTreeMap::new();
    for table in tables.view.tables() {
        let differing = differing(tables, table, fill.writer()).await?;
        if differing > 0 {
            differences.insert(*table, differing);
        }
    }
    fill.writer().execute("commit").await?;
    Ok(differences)
}

/// Rows are compared column by column; json has no equality, so it is compared as text.
async fn differing(tables: &NewTables, table: &str, connection: &mut PgConnection) -> sqlx::Result<i64> {
    let NewTables { live, schema, .. } = tables;
    let (key, other): (String, String) = sqlx::query_as(
        "select string_agg(quote_ident(attname), ', ') filter (where attnum = any(indkey)),
             string_agg(case atttypid when 'json'::regtype then format('a.%1$I::text is distinct from b.%1$I::text', attname)
                 else format('a.%1$I is distinct from b.%1$I', attname) end, ' or ')
         from pg_index join pg_attribute on attrelid = indrelid and attnum > 0 and not attisdropped
         where indrelid = $1::regclass and indisprimary",
    )
    .bind(format!("{live}.{table}"))
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query_scalar(&format!(
        "select count(*) from {live}.{table} a full join {schema}.{table} b using ({key}) where {other}"
    ))
    .fetch_one(connection)
    .await
}
