//! Heads: what the server stands for, signed.
//!
//! The signature (Ed25519) is over the line `annals signed head 1`, a line break, and the canonical JSON
//! (RFC 8785) of `{"at":…,"key":…,"root":…,"size":…}`: the time in UTC with six decimals, SHA-256 of the
//! public key's 32 bytes and the root in hexadecimal, and the number of facts.

use chrono::{SecondsFormat, SubsecRound as _};
use domain::{Digest, Timestamp};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::Serialize;
use sqlx::{FromRow, PgPool};

use crate::canonical;

const PREFIX: &[u8] = b"annals signed head 1\n";

/// The root over the first `size` facts, as somebody with a key stood for it at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    pub size: i64,
    pub root: Digest,
    pub at: Timestamp,
    /// See [`key_id`].
    pub key: Digest,
    pub signature: [u8; 64],
}

/// Fields in the order of their names, as the RFC wants keys.
#[derive(Serialize)]
struct Signed {
    at: String,
    key: Digest,
    root: Digest,
    size: i64,
}

/// How a public key is named: SHA-256 of its 32 bytes.
pub fn key_id(key: &VerifyingKey) -> Digest {
    Digest::of(key.as_bytes())
}

impl SignedHead {
    /// Signs; the time is cut to microseconds, as the database keeps it.
    pub fn sign(size: i64, root: Digest, at: Timestamp, key: &SigningKey) -> Self {
        let id = key_id(&key.verifying_key());
        let mut head = Self { size, root, at: at.trunc_subsecs(6), key: id, signature: [0; 64] };
        head.signature = key.sign(&head.signed_bytes()).to_bytes();
        head
    }

    /// Whether the owner of the key signed exactly this.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        let signature = Signature::from_bytes(&self.signature);
        self.key == key_id(key) && key.verify_strict(&self.signed_bytes(), &signature).is_ok()
    }

    /// What is signed.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let mut bytes = PREFIX.to_vec();
        canonical::write(&Signed { at, key: self.key, root: self.root, size: self.size }, &mut bytes);
        bytes
    }
}

/// A head as it is stored.
#[derive(FromRow)]
struct HeadRow {
    size: i64,
    key: Vec<u8>,
    root: Vec<u8>,
    at: Timestamp,
    signature: Vec<u8>,
}

impl From<HeadRow> for SignedHead {
    /// Bytes of another length become zeros, which no signature holds.
    fn from(row: HeadRow) -> Self {
        let digest = |bytes: Vec<u8>| Digest::new(bytes.try_into().unwrap_or([0; 32]));
        Self {
            size: row.size,
            root: digest(row.root),
            at: row.at,
            key: digest(row.key),
            signature: row.signature.try_into().unwrap_or([0; 64]),
        }
    }
}

impl SignedHead {
    /// Does nothing when there is one of this size and key already.
    pub(super) async fn keep(&self, pool: &PgPool) -> sqlx::Result<()> {
        sqlx::query(
            "insert into log_heads (size, key, root, at, signature) values ($1, $2, $3, $4, $5)
             on conflict (size, key) do nothing",
        )
        .bind(self.size)
        .bind(self.key.bytes().as_slice())
        .bind(self.root.bytes().as_slice())
        .bind(self.at)
        .bind(self.signature.as_slice())
        .execute(pool)
        .await?;
        Ok(())
    }

    pub(super) async fn of_size(size: i64, key: Digest, pool: &PgPool) -> sqlx::Result<Option<Self>> {
        let row: Option<HeadRow> = sqlx::query_as("select * from log_heads where size = $1 and key = $2")
            .bind(size)
            .bind(key.bytes().as_slice())
            .fetch_optional(pool)
            .await?;
        Ok(row.map(Into::into))
    }

    pub(super) async fn latest(pool: &PgPool) -> sqlx::Result<Option<Self>> {
        let row: Option<HeadRow> =
            sqlx::query_as("select * from log_heads order by size desc, at desc, key limit 1")
                .fetch_optional(pool)
                .await?;
        Ok(row.map(Into::into))
    }

    /// Heads of more than `size` facts, smallest first, with all of the last one's size.
    pub(super) async fn after_size(size: i64, limit: i64, pool: &PgPool) -> sqlx::Result<Vec<Self>> {
        let rows: Vec<HeadRow> = sqlx::query_as(
            "select * from log_heads where size > $1 order by size fetch first $2 rows with ties",
        )
        .bind(size)
        .bind(limit)
        .fetch_all(pool)
        .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::noon;

    use super::*;

    #[test]
    fn a_head_holds_only_what_was_signed() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let head = SignedHead::sign(3, Digest::of(b"root"), noon(), &key);
        let public = key.verifying_key();
        assert!(head.is_signed_by(&public));
        assert!(!SignedHead { size: 4, ..head.clone() }.is_signed_by(&public));
        assert!(!SignedHead { root: Digest::of(b"other"), ..head.clone() }.is_signed_by(&public));
        assert!(!head.is_signed_by(&SigningKey::from_bytes(&[8; 32]).verifying_key()));
        assert!(canonical::is_canonical(&head.signed_bytes()[PREFIX.len()..]));
    }
}
