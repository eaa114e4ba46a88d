//! One statement that writes many rows of many tables: each table is a CTE over `unnest`.
//!
//! The live append and the rebuild write with the same code; they differ in what `h` is: the
//! position the log head had before, or zero. A row's positions are relative to it. And a rebuild sends rows that
//! are only inserted as a file, after the statement: clauses that end older rows never see new ones, either way.

mod arguments;
mod copy;
mod row;

use sqlx::{Encode, PgConnection, Postgres, Type};

use self::row::name_of;
pub use self::{arguments::Arguments, copy::CopyFile, row::Row};

/// A growing `with h as (…), a as (…), b as (…) select base from h`.
#[derive(Default)]
pub struct Statement {
    ctes: Vec<String>,
    arguments: Arguments,
    /// What goes into which columns, in a statement that fills tables which nobody reads yet.
    copies: Option<Vec<(String, CopyFile)>>,
}

/// Kind of a column that a row has from its first fact on, whatever it is replaced by.
const FIRST_POSITION: &str = "first position";

/// What is written by a rebuild or a following view has absolute positions.
const FROM_ZERO: &str = "select 0::bigint as base";

impl Statement {
    /// `head` is a query with one row and one column, `base`.
    pub fn new(head: &str) -> Self {
        Self { ctes: vec![format!("h as ({head})")], ..Self::default() }
    }

    pub fn from_zero() -> Self {
        Self::new(FROM_ZERO)
    }

    /// For tables that nobody reads yet; it need not be one transaction.
    pub fn filling() -> Self {
        Self { copies: Some(vec![]), ..Self::from_zero() }
    }

    /// Adds an argument; its placeholder is `$n` for the n-th call.
    pub fn bind<'q, T>(&mut self, value: T) -> usize
    where
        T: Encode<'q, Postgres> + Type<Postgres> + 'q,
    {
        self.arguments.bind(value)
    }

    /// Adds any further clause, for example an update.
    pub fn clause(&mut self, sql: &str) {
        let name = self.ctes.len();
        self.ctes.push(format!("c{name} as ({sql})"));
    }

    /// Inserts rows; those whose key exists are replaced.
    pub fn upsert<R: Row>(&mut self, rows: Vec<R>) {
        if rows.is_empty() {
            return;
        }
        let replaced: Vec<_> = R::COLUMNS
            .iter()
            .filter(|(column, kind)| !R::KEY.contains(column) && *kind != FIRST_POSITION)
            .map(|(column, _)| format!("{column} = excluded.{column}"))
            .collect();
        let conflict = format!(" on conflict ({}) do update set {}", R::KEY.join(", "), replaced.join(", "));
        self.insert_with(rows, &conflict);
    }

    /// Inserts rows; one whose key exists fails the whole statement.
    pub fn insert<R: Row>(&mut self, rows: Vec<R>) {
        match &mut self.copies {
            _ if rows.is_empty() => {}
            Some(copies) => copies.push(copy(&rows)),
            None => self.insert_with(rows, ""),
        }
    }

    fn insert_with<R: Row>(&mut self, rows: Vec<R>, conflict: &str) {
        let first = self.arguments.count + 1;
        R::bind(rows, &mut self.arguments);
        let (mut names, mut values, mut arrays) = (vec![], vec![], vec![]);
        for (parameter, (field, kind)) in (first..).zip(R::COLUMNS) {
            let name = name_of(field);
            let (array, value) = match *kind {
                "position" | FIRST_POSITION => ("bigint", format!("h.base + r.{name}")),
                "json" => ("text", format!("r.{name}::json")),
                plain => (plain, format!("r.{name}")),
            };
            names.push(name);
            values.push(value);
            arrays.push(format!("${parameter}::{array}[]"));
        }
        let (names, values, arrays) = (names.join(", "), values.join(", "), arrays.join(", "));
        let table = R::TABLE;
        self.clause(&format!(
            "insert into {table} ({names}) select {values} from h, unnest({arrays}) as r({names}){conflict}"
        ));
    }

    /// Runs it all at once; `finally` is the last select.
    pub async fn run(self, finally: &str, connection: &mut PgConnection) -> sqlx::Result<i64> {
        let sql = format!("with {} {finally}", self.ctes.join(", "));
        let base = sqlx::query_scalar_with(&sql, self.arguments.values).fetch_one(&mut *connection).await?;
        for (sql, file) in self.copies.into_iter().flatten() {
            file.send(&sql, connection).await?;
        }
        Ok(base)
    }
}

/// Rows as a file, and the statement that reads it.
fn copy<R: Row>(rows: &[R]) -> (String, CopyFile) {
    let mut file = CopyFile::new(R::COLUMNS.len());
    for row in rows {
        file.row();
        row.copy(&mut file);
    }
    let names: Vec<_> = R::COLUMNS.iter().map(|(field, _)| name_of(field)).collect();
    (format!("copy {} ({}) from stdin (format binary)", R::TABLE, names.join(", ")), file)
}
