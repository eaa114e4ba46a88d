//! A table's row, declared once.

use super::{arguments::Arguments, copy::CopyFile};

/// A table's row as arrays of columns. Written by the macro `table!`.
pub trait Row: Sized {
    const TABLE: &'static str;
    /// Columns of the primary key; a row with the same key is replaced.
    const KEY: &'static [&'static str];
    /// Names and types; `position` is a `bigint` relative to the head, and so is `first position`, which a row that is
    /// replaced keeps; `json` is bound as text.
    const COLUMNS: &'static [(&'static str, &'static str)];

    /// Binds one array per column.
    fn bind(rows: Vec<Self>, arguments: &mut Arguments);

    /// Writes one value per column.
    fn copy(&self, file: &mut CopyFile);
}

/// A column may be named like a keyword.
pub(super) fn name_of(field: &str) -> &str {
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

            fn bind(rows: Vec<Self>, arguments: &mut $crate::Arguments) {
                $(let mut $column = Vec::with_capacity(rows.len());)+
                for row in rows {
                    $($column.push(row.$column);)+
                }
                $(arguments.bind($column);)+
            }

            fn copy(&self, file: &mut $crate::CopyFile) {
                $(file.value(&self.$column);)+
            }
        }
    };
}
