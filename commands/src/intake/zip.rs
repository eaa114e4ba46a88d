//! An archive on its way into a set: first the upload, then, as a job, the unpacking.

use std::{error::Error, pin::pin};

use bytes::Bytes;
use domain::{CommandId, Digest, ImageSetId, Name};
use futures::{Stream, StreamExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{FormError, Intake, picture::unavailable};
use crate::{
    Caller, CommandError,
    archive::NameEncoding,
    blobs::BlobError,
    ids,
    jobs::{Job, Order},
    pictures::archive_name,
};

/// An archive that waits in the storage under the job's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZipIntake {
    pub image_set: ImageSetId,
    pub name: Name,
    /// Of names that do not say how they are to be read; without it, it is guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<NameEncoding>,
    /// With which it was uploaded.
    pub command: CommandId,
}

impl Job for ZipIntake {
    const KIND: &'static str = "zip_intake";
}

impl Intake {
    /// Takes an archive as it arrives; the job that unpacks it is answered. Any process can do the job.
    pub async fn take_archive<E>(
        &self,
        caller: Caller,
        set: ImageSetId,
        name: &str,
        encoding: Option<NameEncoding>,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Uuid, FormError>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.images.may_add(caller, set).await?;
        let id = ids::derive(caller.command, b"zip_intake");
        let mut hash = Sha256::new();
        let chunks = chunks.inspect(|chunk| _ = chunk.as_ref().map(|chunk| hash.update(chunk)));
        let limit = self.limits.upload_bytes;
        let is_again = self.orders.is_known(caller, id).await?;
        if is_again {
            // It waits for its job already: only whether this is the same archive is asked.
            read(chunks, limit).await?;
        } else {
            self.orders.check(id, Some(caller.account)).await?;
            self.blobs.spool(id, chunks, limit).await.map_err(not_kept)?;
        }
        let digest = Digest::new(hash.finalize().into());
        let caller = caller.asking(&("archive", set, name, encoding, digest));
        if is_again {
            self.orders.executor.was_claimed(caller, id).await?;
            return Ok(id);
        }
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        let job = ZipIntake { image_set: set, name: archive_name(name), encoding, command: caller.command };
        self.orders.place(caller, order, &job).await?;
        Ok(id)
    }
}

/// To its end, for whoever looks at the chunks as they come.
async fn read<E>(chunks: impl Stream<Item = Result<Bytes, E>> + Send, limit: u64) -> Result<(), FormError>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let (mut chunks, mut bytes) = (pin!(chunks), 0);
    while let Some(chunk) = chunks.next().await {
        bytes += chunk.map_err(|error| not_kept(BlobError::Source(error.into())))?.len() as u64;
        if bytes > limit {
            return Err(not_kept(BlobError::TooLarge { limit }));
        }
    }
    Ok(())
}

fn not_kept(error: BlobError) -> FormError {
    match error {
        BlobError::Source(error) => FormError::Malformed(error),
        BlobError::TooLarge { limit } => {
            CommandError::invalid("file", format!("the archive has more than {} MiB", limit >> 20)).into()
        }
        error => unavailable(&error).into(),
    }
}
