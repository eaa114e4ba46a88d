//! Rows that hold from one log position to another.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    ops::RangeInclusive,
};

/// Rows opened and closed within a batch; `K` names what can have one open row at a time.
#[derive(Debug, Clone)]
pub struct Spans<K, R> {
    rows: Vec<R>,
    open: BTreeMap<K, usize>,
    closes: HashMap<K, i64>,
}

/// Rows of earlier batches that end in this one, and where.
pub type Closes<K> = Vec<(K, i64)>;

/// A row with an end.
pub trait Span {
    fn end(&mut self, at: i64);

    /// Moves both ends.
    fn shift(&mut self, by: i64);
}

impl<K: Hash + Ord + Copy, R: Span> Spans<K, R> {
    /// Ends the open row of `key`, wherever it was opened.
    pub fn close(&mut self, key: K, at: i64) {
        match self.open.remove(&key) {
            Some(row) => self.rows[row].end(at),
            None => {
                self.closes.entry(key).or_insert(at);
            }
        }
    }

    pub fn open(&mut self, key: K, row: R) {
        self.open.insert(key, self.rows.len());
        self.rows.push(row);
    }

    /// Adds spans of other streams, whose positions count from `offset`.
    pub fn absorb(&mut self, later: Self, offset: i64) {
        let first = self.rows.len();
        self.rows.extend(later.rows.into_iter().map(|mut row| {
            row.shift(offset);
            row
        }));
        self.open.extend(later.open.into_iter().map(|(key, row)| (key, first + row)));
        self.closes.extend(later.closes.into_iter().map(|(key, at)| (key, at + offset)));
    }

    /// Keys with a row that was opened in this batch and is still open.
    pub fn opened(&self, keys: RangeInclusive<K>) -> impl Iterator<Item = K> {
        self.open.range(keys).map(|(key, _)| *key)
    }

    pub fn into_parts(self) -> (Vec<R>, Closes<K>) {
        (self.rows, self.closes.into_iter().collect())
    }
}

impl<K, R> Default for Spans<K, R> {
    fn default() -> Self {
        Self { rows: vec![], open: BTreeMap::new(), closes: HashMap::new() }
    }
}
