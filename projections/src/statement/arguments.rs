//! The values of a statement, in the order of their placeholders.

use sqlx::{Arguments as _, Encode, Postgres, Type, postgres::PgArguments};

#[derive(Default)]
pub struct Arguments {
    pub(super) values: PgArguments,
    pub(super) count: usize,
}

impl Arguments {
    /// Adds a value; its placeholder is `$n` for the n-th call.
    pub fn bind<'q, T>(&mut self, value: T) -> usize
    where
        T: Encode<'q, Postgres> + Type<Postgres> + 'q,
    {
        self.values.add(value).expect("arrays of plain values can always be encoded");
        self.count += 1;
        self.count
    }
}
