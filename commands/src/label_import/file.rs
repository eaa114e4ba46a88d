//! A file of labels that arrives: small ones stay in memory, others wait on this machine's disk until there is memory.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _};
use tokio::sync::OwnedSemaphorePermit;

use super::{LabelImports, MOST_BYTES};
use crate::{
    CommandError,
    intake::{Arrived, FormError},
};

/// The bytes of a file, and the memory that they have until this is dropped.
pub struct ArrivedFile {
    pub bytes: Bytes,
    _memory: OwnedSemaphorePermit,
}

impl LabelImports {
    /// Takes a file in, whole.
    pub async fn arrive<E>(
        &self,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<ArrivedFile, FormError>
    where
        E: Into<FormError>,
    {
        let (mut arrived, mut size, mut chunks) = (Arrived::new(BytesMut::new()), 0, pin!(chunks));
        let spooled = |error: std::io::Error| {
            tracing::warn!(%error, "a file of labels could not be kept");
            CommandError::Unavailable { retry_after: std::time::Duration::from_secs(5) }
        };
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(Into::into)?;
            size += chunk.len() as u64;
            if size > MOST_BYTES {
                return Err(CommandError::invalid("file", "a file of labels may have at most 64 MiB").into());
            }
            arrived.push(&chunk).await.map_err(spooled)?;
        }
        let (bytes, memory) = arrived.load(&self.memory).await.map_err(spooled)?;
        Ok(ArrivedFile { bytes, _memory: memory })
    }
}
