//! A zip on its way to a file.

use axum::extract::multipart::Field;
use tempfile::NamedTempFile;
use tokio::{fs::File, io::AsyncWriteExt as _};

use super::parts::refuse;
use crate::Problem;

/// How many bytes tell.
pub const MAGIC: usize = 4;

/// An empty archive has no entry to begin with.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The rest goes to a file that vanishes when it is dropped. How much may come is bounded where bodies are read.
pub async fn keep(begun: &[u8], mut field: Field<'_>) -> Result<NamedTempFile, Problem> {
    let kept = NamedTempFile::new().map_err(|error| Problem::broken(&error))?;
    let handle = kept.reopen().map_err(|error| Problem::broken(&error))?;
    let mut file = File::from_std(handle);
    file.write_all(begun).await.map_err(|error| Problem::broken(&error))?;
    while let Some(chunk) = field.chunk().await.map_err(|error| refuse(&error))? {
        file.write_all(&chunk).await.map_err(|error| Problem::broken(&error))?;
    }
    file.flush().await.map_err(|error| Problem::broken(&error))?;
    Ok(kept)
}
