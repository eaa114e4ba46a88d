//! Rows as a file that PostgreSQL reads at once: a third of its work for an `unnest`, but a statement of its own.

use std::marker::PhantomData;

use sqlx::{Encode, PgConnection, Postgres, encode::IsNull, postgres::PgArgumentBuffer};

use crate::{Row, statement::name_of};

/// Signature, flags, and the length of an extension that nobody uses.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// The binary format of `copy`, being written.
pub struct Copy<R> {
    bytes: PgArgumentBuffer,
    row: PhantomData<R>,
}

/// Ready to be sent.
pub struct Copied {
    sql: String,
    bytes: PgArgumentBuffer,
}

impl<R: Row> Copy<R> {
    pub fn of(rows: Vec<R>) -> Copied {
        let mut copy = Self { bytes: PgArgumentBuffer::default(), row: PhantomData };
        copy.bytes.extend_from_slice(HEADER);
        let columns = i16::try_from(R::COLUMNS.len()).expect("no table has so many columns");
        for row in rows {
            copy.bytes.extend_from_slice(&columns.to_be_bytes());
            row.copy(&mut copy);
        }
        copy.bytes.extend_from_slice(&TRAILER);
        let names: Vec<_> = R::COLUMNS.iter().map(|(field, _)| name_of(field)).collect();
        let sql = format!("copy {} ({}) from stdin (format binary)", R::TABLE, names.join(", "));
        Copied { sql, bytes: copy.bytes }
    }

    /// The next column's value, after its length.
    pub fn value<T: for<'q> Encode<'q, Postgres>>(&mut self, value: &T) {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(&[0; 4]);
        let null = value.encode_by_ref(&mut self.bytes).expect("plain values can always be encoded");
        let length = match null {
            IsNull::No => i32::try_from(self.bytes.len() - at - 4).expect("no value is so long"),
            IsNull::Yes => -1,
        };
        self.bytes[at..at + 4].copy_from_slice(&length.to_be_bytes());
    }
}

impl Copied {
    pub async fn send(self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let mut copy = connection.copy_in_raw(&self.sql).await?;
        copy.send(self.bytes.as_slice()).await?;
        copy.finish().await?;
        Ok(())
    }
}
