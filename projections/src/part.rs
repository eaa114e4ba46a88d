//! A part of a list: at most so many entries, and no more than fit into the memory there is for one answer.

use std::ops::Deref;

use futures::{Stream, TryStreamExt as _};
use sqlx::{FromRow, Row as _, postgres::PgRow};

/// Bytes of the rows of one part. A label may have 10,000 nodes, a selection 10,000 images.
const BYTES: usize = 4 << 20;

/// Entries in their order, and whether the list goes on after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<T> {
    pub entries: Vec<T>,
    pub more: bool,
}

impl<T> Part<T> {
    /// The last entry, if the list goes on after it.
    pub fn last_of_more(&self) -> Option<&T> {
        self.entries.last().filter(|_| self.more)
    }

    /// Other entries, of which the list goes on as it did.
    pub fn map<U>(self, other: impl FnMut(T) -> U) -> Part<U> {
        Part { entries: self.entries.into_iter().map(other).collect(), more: self.more }
    }
}

impl<T> Deref for Part<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.entries
    }
}

impl<T> IntoIterator for Part<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// Reads row by row until there are `limit` entries, or as many bytes as one part has; the rest is not kept. One entry is
/// always there, however large, so that readers get on.
pub(crate) async fn part<T>(
    rows: impl Stream<Item = sqlx::Result<PgRow>>,
    limit: i64,
) -> sqlx::Result<Part<T>>
where
    T: for<'r> FromRow<'r, PgRow>,
{
    part_of(rows, limit, |row| T::from_row(row).map(Some)).await
}

/// The same of those rows of which `pick` makes an entry.
pub(crate) async fn part_of<T>(
    rows: impl Stream<Item = sqlx::Result<PgRow>>,
    limit: i64,
    mut pick: impl FnMut(&PgRow) -> sqlx::Result<Option<T>>,
) -> sqlx::Result<Part<T>> {
    let mut rows = std::pin::pin!(rows);
    let (most, mut bytes, mut entries) = (usize::try_from(limit).unwrap_or(usize::MAX), 0, vec![]);
    while let Some(row) = rows.try_next().await? {
        let Some(entry) = pick(&row)? else { continue };
        bytes += width(&row);
        if !entries.is_empty() && bytes > BYTES {
            return Ok(Part { entries, more: true });
        }
        entries.push(entry);
        if entries.len() >= most {
            return Ok(Part { entries, more: true });
        }
    }
    Ok(Part { entries, more: false })
}

/// As it came from PostgreSQL.
fn width(row: &PgRow) -> usize {
    let column = |at| row.try_get_raw(at).ok()?.as_bytes().ok().map(<[u8]>::len);
    (0..row.len()).filter_map(column).sum()
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;

    /// How many of a thousand rows of that many bytes make a part, and how many were read for it.
    async fn read(pool: &PgPool, bytes: i32, limit: i64) -> (Part<(String,)>, usize) {
        let mut read = 0;
        let rows =
            sqlx::query("select repeat('x', $1) from generate_series(1, 1000)").bind(bytes).fetch(pool);
        let part = part(rows.inspect_ok(|_| read += 1), limit).await.unwrap();
        (part, read)
    }

    #[sqlx::test(migrations = false)]
    async fn no_more_is_read_than_one_answer_holds(pool: PgPool) {
        let (large, read_of_large) = read(&pool, 1 << 20, 1_000).await;
        assert_eq!((large.len(), large.more, read_of_large), (4, true, 5));
        let (huge, read_of_huge) = read(&pool, 8 << 20, 1_000).await;
        assert_eq!((huge.len(), huge.more, read_of_huge), (1, true, 2));
        let (many, read_of_many) = read(&pool, 10, 100).await;
        assert_eq!((many.len(), many.more, read_of_many), (100, true, 100));
        let (all, _) = read(&pool, 10, 2_000).await;
        assert_eq!((all.len(), all.more), (1_000, false));
        assert_eq!(all.last_of_more(), None);
    }
}
