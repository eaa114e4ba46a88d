//! Names that were two when they were given and are one by the rules of today.
//!
//! The log is not changed, so both keep theirs: the index that keeps names apart leaves this name out, in all teams and
//! sets. Nobody is refused another change because of it, and the operator is told.

use sqlx::{Executor as _, FromRow, PgConnection};

use super::new_tables::{NewTables, OF_NAMES};

/// An index that keeps names apart.
#[derive(FromRow)]
struct NameIndex {
    definition: String,
    columns: String,
    condition: Option<String>,
}

/// Makes the new tables' indexes of names; the tables they are of are small.
pub(super) async fn index_names(tables: &NewTables, connection: &mut PgConnection) -> sqlx::Result<()> {
    for table in tables.view.tables() {
        let indexes: Vec<NameIndex> = sqlx::query_as(&format!(
            "select pg_get_indexdef(i.indexrelid) as definition, pg_get_expr(i.indpred, i.indrelid) as condition,
                 (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
                  where a.attrelid = i.indrelid and a.attnum = any(i.indkey)) as columns
             from pg_index i where i.indrelid = $1::regclass and i.indisunique and {OF_NAMES}"
        ))
        .bind(format!("{}.{table}", tables.live))
        .fetch_all(&mut *connection)
        .await?;
        for index in indexes {
            let sql = index.without_twins(&format!("{}.{table}", tables.schema), connection).await?;
            connection.execute(tables.moved(&sql).as_str()).await?;
        }
    }
    Ok(())
}

impl NameIndex {
    /// The statement that makes it of a table, without the names that several rows have.
    async fn without_twins(self, table: &str, connection: &mut PgConnection) -> sqlx::Result<String> {
        let Self { definition, columns, condition } = self;
        let rows = condition.as_deref().unwrap_or("true");
        let (twins, literal): (Option<Vec<String>>, Option<String>) = sqlx::query_as(&format!(
            "select array_agg(distinct name_key)::text[], quote_literal(array_agg(distinct name_key)::text) from (
                 select name_key from {table} where {rows} group by {columns} having count(*) > 1) as twin"
        ))
        .fetch_one(connection)
        .await?;
        let (Some(twins), Some(literal)) = (twins, literal) else { return Ok(definition) };
        tracing::warn!(table, ?twins, "several have what is one name now: rename all but one");
        let and = if condition.is_some() { "AND" } else { "WHERE" };
        Ok(format!("{definition} {and} name_key <> all ({literal}::text[])"))
    }
}
