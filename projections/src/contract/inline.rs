//! Inline views: each kind of stream says which rows its facts change.

use std::{collections::HashMap, fmt::Debug, hash::Hash};

use domain::{Decider, Stamp};
use uuid::Uuid;

use crate::statement::{Row, Statement};

/// A fact being projected.
#[derive(Debug)]
pub struct Projected<'a, D: Decider> {
    pub stream: Uuid,
    /// The stream right after the fact.
    pub state: &'a D,
    pub event: &'a D::Event,
    pub stamp: Stamp,
    /// Position relative to the head the batch starts at.
    pub at: i64,
}

/// A kind of stream whose facts are projected into inline views.
pub trait InlineView: Decider {
    type Rows: InlineRows;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows);
}

/// Rows that a batch changes, folded: each is written once. One table, or several declared with `rows!`.
pub trait InlineRows: Debug + Default + Clone + Send + 'static {
    /// In the order in which [`InlineRows::write`] writes, and therefore locks, them.
    const TABLES: &'static [&'static str];

    /// Adds the rows of a later command of the same batch, whose facts come `offset` after the first.
    ///
    /// Commands of one batch are about different streams, so none ends what another one began.
    fn absorb(&mut self, later: Self, offset: i64);

    /// Adds the clauses that store the rows; positions are relative to the statement's head.
    fn write(self, statement: &mut Statement);
}

/// The rows of a table by their key: the last one is written.
#[expect(clippy::implicit_hasher, reason = "rows are ours, and nobody hashes them otherwise")]
impl<K, R> InlineRows for HashMap<K, R>
where
    K: Debug + Clone + Eq + Hash + Send + 'static,
    R: Debug + Clone + Row + Send + 'static,
{
    const TABLES: &'static [&'static str] = &[R::TABLE];

    fn absorb(&mut self, later: Self, _: i64) {
        self.extend(later);
    }

    fn write(self, statement: &mut Statement) {
        statement.upsert(self.into_values().collect());
    }
}
