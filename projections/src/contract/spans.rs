//! Rows that hold from one log position to another.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
    hash::Hash,
    ops::RangeInclusive,
};

use uuid::Uuid;

use super::InlineRows;
use crate::statement::{Row, Statement};

/// A row with an end.
pub trait Span: Row + Debug + Clone + Send + 'static {
    /// What can have one open row at a time.
    type Key: Debug + Copy + Ord + Hash + Send + 'static;

    fn end(&mut self, at: i64);

    /// Moves both ends.
    fn shift(&mut self, by: i64);

    /// Adds the clauses that end rows of earlier batches: those of these keys, and where.
    fn close(ends: Vec<(Self::Key, i64)>, statement: &mut Statement);
}

/// Rows opened and closed within a batch.
#[derive(Debug, Clone)]
pub struct Spans<R: Span> {
    rows: Vec<R>,
    open: BTreeMap<R::Key, usize>,
    /// Rows of earlier batches that end in this one, and where.
    closes: HashMap<R::Key, i64>,
}

impl<R: Span> Spans<R> {
    /// Ends the open row of `key`, wherever it was opened.
    pub fn close(&mut self, key: R::Key, at: i64) {
        match self.open.remove(&key) {
            Some(row) => self.rows[row].end(at),
            None => {
                self.closes.entry(key).or_insert(at);
            }
        }
    }

    pub fn open(&mut self, key: R::Key, row: R) {
        self.open.insert(key, self.rows.len());
        self.rows.push(row);
    }

    /// Keys with a row that was opened in this batch and is still open.
    pub fn opened(&self, keys: RangeInclusive<R::Key>) -> impl Iterator<Item = R::Key> {
        self.open.range(keys).map(|(key, _)| *key)
    }

    /// The new rows, and what ends rows of earlier batches.
    pub fn into_parts(self) -> (Vec<R>, Vec<(R::Key, i64)>) {
        (self.rows, self.closes.into_iter().collect())
    }
}

impl<R: Span> Default for Spans<R> {
    fn default() -> Self {
        Self { rows: vec![], open: BTreeMap::new(), closes: HashMap::new() }
    }
}

impl<R: Span> InlineRows for Spans<R> {
    const TABLES: &'static [&'static str] = &[R::TABLE];

    fn absorb(&mut self, later: Self, offset: i64) {
        let first = self.rows.len();
        self.rows.extend(later.rows.into_iter().map(|mut row| {
            row.shift(offset);
            row
        }));
        self.open.extend(later.open.into_iter().map(|(key, row)| (key, first + row)));
        self.closes.extend(later.closes.into_iter().map(|(key, at)| (key, at + offset)));
    }

    fn write(self, statement: &mut Statement) {
        let (rows, closes) = self.into_parts();
        statement.insert(rows);
        R::close(closes, statement);
    }
}

/// Ends the open rows that have these ids in a column.
pub fn end_rows(table: &str, column: &str, ends: Vec<(Uuid, i64)>, statement: &mut Statement) {
    if ends.is_empty() {
        return;
    }
    let (ids, ends): (Vec<_>, Vec<_>) = ends.into_iter().unzip();
    let (ids, ends) = (statement.bind(ids), statement.bind(ends));
    statement.clause(&format!(
        "update {table} v set valid_to = h.base + c.at
         from h, unnest(${ids}::uuid[], ${ends}::bigint[]) as c(id, at)
         where v.{column} = c.id and v.valid_to is null"
    ));
}
