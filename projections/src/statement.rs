//! One statement that writes many rows of many tables: each table is a CTE over `unnest`.
//!
//! The live append and the rebuild write with the same code; they differ in what `h` is: the
//! position the log head had before, or zero. A row's positions are relative to it. And a rebuild sends rows that
//! are only inserted as a file, after the statement: clauses that end older rows never see new ones, either way.

use sqlx::{Arguments as _, Encode, PgConnection, Postgres, Type, postgres::PgArguments};

use crate::copy::{Copied, Copy};

/// A table's row as arrays of columns. Written by the macro [`table!`].
pub trait Row: Sized {
    const TABLE: &'static str;
    /// Columns of the primary key; a row with the same key is replaced.
    const KEY: &'static [&'static str];
    /// Names and types; `position` is a `bigint` relative to the head, `json` is bound as text.
    const COLUMNS: &'static [(&'static str, &'static str)];

    /// Binds one array per column.
    fn bind(rows: Vec<Self>, statement: &mut Statement);

    /// Writes one value per column.
    fn copy(&self, copy: &mut Copy<Self>);
}

/// A growing `with h as (…), a as (…), b as (…) select base from h`.
#[derive(Default)]
pub struct Statement {
    ctes: Vec<String>,
    arguments: PgArguments,
    parameters: usize,
    /// Of a statement that fills tables which nobody reads yet.
    copies: Option<Vec<Copied>>,
}

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
        self.arguments.add(value).expect("arrays of plain values can always be encoded");
        self.parameters += 1;
        self.parameters
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
            .filter(|(column, _)| !R::KEY.contains(column))
            .map(|(column, _)| format!("{column} = excluded.{column}"))
            .collect();
        let conflict = format!(" on conflict ({}) do update set {}", R::KEY.join(", "), replaced.join(", "));
        self.insert_with(rows, &conflict);
    }

    /// Inserts rows; one whose key exists fails the whole statement.
    pub fn insert<R: Row>(&mut self, rows: Vec<R>) {
        match &mut self.copies {
            _ if rows.is_empty() => {}
            Some(copies) => copies.push(Copy::of(rows)),
            None => self.insert_with(rows, ""),
        }
    }

    fn insert_with<R: Row>(&mut self, rows: Vec<R>, conflict: &str) {
        let first = self.parameters + 1;
        R::bind(rows, self);
        let (mut names, mut values, mut arrays) = (vec![], vec![], vec![]);
        for (parameter, (field, kind)) in (first..).zip(R::COLUMNS) {
            let name = name_of(field);
            let (array, value) = match *kind {
                "position" => ("bigint", format!("h.base + r.{name}")),
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
        let base = sqlx::query_scalar_with(&sql, self.arguments).fetch_one(&mut *connection).await?;
        for copied in self.copies.into_iter().flatten() {
            copied.send(connection).await?;
        }
        Ok(base)
    }
}

/// A column may be named like a keyword.
pub(crate) fn name_of(field: &str) -> &str {
    field.trim_start_matches("r#")
}

/// Declares a table's row once: the struct, its columns, and how it is bound.
#[macro_export]
macro_rules! table {
    ($(#[$doc:meta])* $name:ident in $table:literal by [$($key:literal),+] {
        $($column:ident: $type:ty as $kind:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(pub $column: $type,)+
        }

        impl $crate::Row for $name {
            const TABLE: &'static str = $table;
            const KEY: &'static [&'static str] = &[$($key),+];
            const COLUMNS: &'static [(&'static str, &'static str)] = &[$((stringify!($column), $kind)),+];

            fn bind(rows: Vec<Self>, statement: &mut $crate::Statement) {
                $(let mut $column = Vec::with_capacity(rows.len());)+
                for row in rows {
                    $($column.push(row.$column);)+
                }
                $(statement.bind($column);)+
            }

            fn copy(&self, copy: &mut $crate::Copy<Self>) {
                $(copy.value(&self.$column);)+
            }
        }
    };
}
