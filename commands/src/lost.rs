//! Imports and exports whose job is over or gone without having told the log: ended for it.
//!
//! That happens when every worker that tried a job died, or when the queue was emptied.

use domain::{
    CommandId, CorrelationId, ImageSetId, TransferId,
    transfer::{Command, Transfer},
};
use projections::{Via, transfers::TransferLine};

use crate::{Caller, CommandError, transfer::Transfers};

/// More wait for the next time.
const AT_ONCE: i64 = 100;

impl Transfers {
    /// Says how many were ended.
    pub async fn end_lost(&self) -> Result<usize, CommandError> {
        let lost: Vec<TransferLine> = sqlx::query_as(
            "select t.* from view_transfers t left join desk_jobs j on j.id = t.transfer
             where t.finished_at is null and (j.id is null or j.state in ('done', 'failed')) limit $1",
        )
        .bind(AT_ONCE)
        .fetch_all(&self.pool)
        .await?;
        for line in &lost {
            self.end(line).await?;
        }
        Ok(lost.len())
    }

    async fn end(&self, line: &TransferLine) -> Result<(), CommandError> {
        let command = match &line.state.0 {
            Transfer::Exporting { .. } => Command::FailExport {
                reason: "the server could not write it down; ask for it again".to_owned(),
            },
            Transfer::Importing { .. } => {
                Command::FinishImport { added: self.added_by(line).await?, refused: 0 }
            }
            _ => return Ok(()),
        };
        let caller = Caller {
            account: line.requested_by.into(),
            via: Via::Job,
            command: CommandId::new(line.transfer),
            correlation: CorrelationId::new(line.transfer),
            causation: None,
            asked: None,
        };
        let (transfer, set) = (TransferId::new(line.transfer), ImageSetId::new(line.image_set));
        self.record(caller.part(b"lost"), transfer, set, command).await.map(drop)
    }

    async fn added_by(&self, line: &TransferLine) -> Result<u64, CommandError> {
        let added: i64 =
            sqlx::query_scalar("select count(*) from events where correlation = $1 and type = 'ImageAdded'")
                .bind(line.transfer)
                .fetch_one(&self.pool)
                .await?;
        Ok(added.unsigned_abs())
    }
}
