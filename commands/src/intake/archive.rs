//! What an archive is, and what its entries are called.

use domain::Digest;

/// How many bytes tell an archive.
pub(super) const MAGIC: usize = 4;

/// An empty archive has no entry to begin with.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The id of everything a job does with one entry: the same however often the job runs.
pub(super) fn key(index: usize, digest: Digest) -> Vec<u8> {
    format!("{index}:{digest}").into_bytes()
}
