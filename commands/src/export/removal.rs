//! Exports are deleted, by people and by time; their bytes go when no other export is the same.
//!
//! Bytes are set aside before the last look at who needs them, and brought back if somebody does. Whoever stores a file looks
//! after telling the log whether it is still there, and stores it again if not. So in whatever order the two act, a file that
//! the log speaks of is there in the end.

use chrono::TimeDelta;
use domain::{
    AccountId, CommandId, CorrelationId, Digest, ImageSetId, Timestamp, TransferId,
    transfer::{Command, Removal, Transfer},
};
use projections::{Via, transfers::TransferLine};
use sqlx::types::Json;
use uuid::Uuid;

use super::Exports;
use crate::{Caller, CommandError, Receipt, blobs::BlobError};

/// More wait for the next time.
const AT_ONCE: i64 = 1_000;

impl Exports {
    /// Deletes the file of an export: for whoever asked for it, and whoever governs the set. Its digest stays in the history,
    /// and [`Exports::again`] makes the same again.
    pub async fn delete(&self, caller: Caller, id: TransferId) -> Result<Receipt, CommandError> {
        let line = self.views.transfer(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let set = ImageSetId::new(line.image_set);
        self.permissions.to_delete_export(caller.account, set, line.requested_by.into()).await?;
        let receipt = self.remove(caller, &line, Removal::Deleted).await?;
        if let Some((digest, _)) = line.state.kept()
            && let Err(error) = self.free(id.uuid(), digest).await
        {
            tracing::warn!(export = %id, %error, "the bytes of a deleted export stay until they are swept");
        }
        Ok(receipt)
    }

    /// Whether somebody may do so, and there is a file to delete.
    pub async fn may_delete(&self, by: AccountId, line: &TransferLine) -> Result<bool, CommandError> {
        if line.state.kept().is_none() {
            return Ok(false);
        }
        let set = ImageSetId::new(line.image_set);
        match self.permissions.to_delete_export(by, set, line.requested_by.into()).await {
            Ok(_) => Ok(true),
            Err(CommandError::Denied(_) | CommandError::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Until when the file of an export is kept, unless somebody deletes it before.
    pub fn kept_until(&self, line: &TransferLine) -> Option<Timestamp> {
        let finished = line.finished_at.filter(|_| line.state.kept().is_some())?;
        finished.checked_add_signed(self.keeping())
    }

    fn keeping(&self) -> TimeDelta {
        TimeDelta::days(self.kept_days.into())
    }

    /// Deletes exports that were kept for long enough. Says how many.
    pub async fn expire(&self) -> Result<usize, CommandError> {
        let Some(before) = self.clock.now().checked_sub_signed(self.keeping()) else { return Ok(0) };
        let old = self.views.exports_kept_since(before, AT_ONCE).await?;
        for line in &old {
            let caller = Caller {
                account: line.requested_by.into(),
                via: Via::Job,
                command: CommandId::new(line.transfer),
                correlation: CorrelationId::new(line.transfer),
                causation: None,
                asked: None,
            };
            self.remove(caller.part(b"expire"), line, Removal::Expired).await?;
        }
        Ok(old.len())
    }

    /// Removes the bytes of deleted exports that are still there, and decides about those that a server which died had set
    /// aside. Says how many it looked at.
    pub async fn sweep(&self) -> Result<usize, CommandError> {
        let aside = self.blobs.all_aside().await.map_err(|error| storage(&error))?;
        for digest in &aside {
            self.settle_aside(*digest).await?;
        }
        let deleted: Vec<(Uuid, Json<Transfer>)> = sqlx::query_as(
            "select t.transfer, t.state from view_transfers t
             where t.state -> 'Deleted' is not null
               and not exists (select from desk_freed_files f where f.transfer = t.transfer)
             limit $1",
        )
        .bind(AT_ONCE)
        .fetch_all(&self.pool)
        .await?;
        for (transfer, state) in &deleted {
            if let Transfer::Deleted { digest, .. } = state.0 {
                self.free(*transfer, digest).await?;
            }
        }
        Ok(aside.len() + deleted.len())
    }

    async fn remove(
        &self,
        caller: Caller,
        line: &TransferLine,
        why: Removal,
    ) -> Result<Receipt, CommandError> {
        let (id, set) = (TransferId::new(line.transfer), ImageSetId::new(line.image_set));
        self.transfers.record(caller, id, set, Command::DeleteExport(why)).await
    }

    /// Removes what nobody keeps any more.
    async fn free(&self, transfer: Uuid, digest: Digest) -> Result<(), CommandError> {
        if !self.views.is_kept(digest).await? {
            self.blobs.set_aside(digest).await.map_err(|error| storage(&error))?;
            self.settle_aside(digest).await?;
        }
        sqlx::query(
            "insert into desk_freed_files (transfer, freed_at) values ($1, $2) on conflict do nothing",
        )
        .bind(transfer)
        .bind(self.clock.now())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn settle_aside(&self, digest: Digest) -> Result<(), CommandError> {
        let settled = if self.views.is_kept(digest).await? {
            self.blobs.bring_back(digest).await
        } else {
            self.blobs.forget(digest).await
        };
        settled.map_err(|error| storage(&error))
    }
}

fn storage(error: &BlobError) -> CommandError {
    CommandError::Broken(error.to_string())
}
