//! Pages of the log that are complete, or say that they are not.

use sqlx::{FromRow as _, PgConnection, Row as _};

use super::FollowError;
use crate::recorded::Recorded;

/// Payloads of one page, before the last: a label may have 10,000 nodes.
const BYTES: i64 = 8 << 20;

/// The facts after a position, at most `limit`, no more than fit into memory, and none beyond `up_to` or the log's head.
///
/// Positions are dense, so an empty page means "caught up" only at the head: a missing fact is an
/// error, and so is one that cannot be read. Readable facts before it are answered first.
pub async fn read_page(
    after: i64,
    up_to: i64,
    limit: i64,
    connection: &mut PgConnection,
) -> Result<Vec<Recorded>, FollowError> {
    let head: i64 = sqlx::query_scalar("select position from log_head").fetch_one(&mut *connection).await?;
    let last = head.min(up_to).min(after.saturating_add(limit));
    let sql = format!(
        "select {} from (
             select *, sum(octet_length(payload::text)) over (order by position rows unbounded preceding) as bytes
             from events where position > $1 and position <= $2) sized
         where bytes - octet_length(payload::text) < $3 order by position",
        Recorded::COLUMNS
    );
    let rows = sqlx::query(&sql).bind(after).bind(last).bind(BYTES).fetch_all(connection).await?;
    let mut facts = Vec::with_capacity(rows.len());
    for (expected, row) in (after + 1..).zip(rows) {
        match dense(expected, row.try_get("position")?).and_then(|()| readable(expected, &row)) {
            Ok(fact) => facts.push(fact),
            Err(error) if facts.is_empty() => return Err(error),
            Err(_) => return Ok(facts),
        }
    }
    if facts.is_empty() && last != after {
        dense(after + 1, last + 1)?;
    }
    Ok(facts)
}

fn dense(expected: i64, found: i64) -> Result<(), FollowError> {
    if found == expected {
        return Ok(());
    }
    Err(FollowError::Stuck { position: expected, problem: "it is missing in the log".to_owned() })
}

fn readable(position: i64, row: &sqlx::postgres::PgRow) -> Result<Recorded, FollowError> {
    Recorded::from_row(row).map_err(|error| FollowError::Stuck { position, problem: error.to_string() })
}
