//! Ordering an import.

use domain::{Action, Digest, ImageSetId};
use futures::stream;
use uuid::Uuid;

use super::{ArrivedFile, LabelFile, LabelImport, LabelImports};
use crate::{Caller, CommandError, ids, jobs::Order};

impl LabelImports {
    /// Orders the import of a file; the job that does it is answered. Any process can do the job.
    pub async fn request(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: LabelFile,
        arrived: ArrivedFile,
    ) -> Result<Uuid, CommandError> {
        self.permissions.on_set(caller.account, set, Action::Annotate).await?;
        let id = ids::derive(caller.command, b"label_import");
        let caller = caller.asking(&("label import", set, &file, Digest::of(&arrived.bytes)));
        if self.orders.was_placed(caller, id).await? {
            return Ok(id);
        }
        let plan = self.plan(set, &file, arrived.bytes.clone()).await?;
        if plan.labels.is_empty() {
            let words = "no label of the file can be drawn here: look at it first";
            return Err(CommandError::conflict("nothing_to_import", words));
        }
        self.orders.check(id, Some(caller.account)).await?;
        let size = arrived.bytes.len() as u64;
        let chunks = stream::iter([Ok::<_, std::io::Error>(arrived.bytes)]);
        self.blobs.spool(id, chunks, size).await.map_err(|error| {
            tracing::warn!(%error, "a file of labels could not be kept");
            CommandError::Unavailable { retry_after: std::time::Duration::from_secs(5) }
        })?;
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        let job = LabelImport { image_set: set, file, command: caller.command };
        self.orders.place(caller, order, &job).await?;
        Ok(id)
    }
}
