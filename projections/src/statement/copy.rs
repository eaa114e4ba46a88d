//! Rows as a file that PostgreSQL reads at once: a third of its work for an `unnest`, but a statement of its own.

use sqlx::{Encode, PgConnection, Postgres, encode::IsNull, postgres::PgArgumentBuffer};

/// Signature, flags, and the length of an extension that nobody uses.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// The binary format of `copy`, being written.
pub struct CopyFile {
    bytes: PgArgumentBuffer,
    columns: i16,
}

impl CopyFile {
    pub(super) fn new(columns: usize) -> Self {
        let columns = i16::try_from(columns).expect("no table has so many columns");
        let mut bytes = PgArgumentBuffer::default();
        bytes.extend_from_slice(HEADER);
        Self { bytes, columns }
    }

    /// Begins a row, of which each column's value is to follow.
    pub(super) fn row(&mut self) {
        self.bytes.extend_from_slice(&self.columns.to_be_bytes());
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

    /// `sql` says into which columns of which table.
    pub(super) async fn send(mut self, sql: &str, connection: &mut PgConnection) -> sqlx::Result<()> {
        self.bytes.extend_from_slice(&TRAILER);
        let mut copy = connection.copy_in_raw(sql).await?;
        copy.send(self.bytes.as_slice()).await?;
        copy.finish().await?;
        Ok(())
    }
}
