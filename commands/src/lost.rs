//! Imports and exports whose job is over or gone without having told the log: ended for it.
//!
//! That happens when every worker that tried a job died, or when the queue was emptied.

use domain::{
    CommandId, CorrelationId, ImageSetId, TransferId,
    transfer::{Command, Transfer},
};
use projections::{Via, transfers::TransferLine};

use uuid::Uuid;

use crate::{Caller, CommandError, jobs::Halt, transfer::Transfers};

/// More wait for the next time.
const AT_ONCE: i64 = 100;

/// One of them.
#[derive(sqlx::FromRow)]
struct Lost {
    #[sqlx(flatten)]
    line: TransferLine,
    cancelled: bool,
}

impl Transfers {
    /// Says how many were ended.
    pub async fn end_lost(&self) -> Result<usize, CommandError> {
        self.end_those(None).await
    }

    /// The same for one.
    pub(crate) async fn end_if_lost(&self, transfer: Uuid) -> Result<usize, CommandError> {
        self.end_those(Some(transfer)).await
    }

    async fn end_those(&self, only: Option<Uuid>) -> Result<usize, CommandError> {
        let lost: Vec<Lost> = sqlx::query_as(
            "select t.*, coalesce(j.state = 'cancelled', false) as cancelled
             from view_transfers t left join desk_jobs j on j.id = t.transfer
             where t.finished_at is null and (j.id is null or j.state in ('done', 'failed', 'cancelled'))
               and ($2::uuid is null or t.transfer = $2) limit $1",
        )
        .bind(AT_ONCE)
        .bind(only)
        .fetch_all(&self.pool)
        .await?;
        for lost in &lost {
            self.end(lost).await?;
        }
        Ok(lost.len())
    }

    async fn end(&self, Lost { line, cancelled }: &Lost) -> Result<(), CommandError> {
        let command = match &line.state.0 {
            Transfer::Exporting { .. } if *cancelled => {
                Command::FailExport { reason: Halt::Cancelled.to_string() }
            }
            Transfer::Exporting { .. } => Command::FailExport {
                reason: "the server could not write it down; ask for it again".to_owned(),
            },
            Transfer::Importing { .. } if *cancelled => {
                let added = self.added_by(line).await?;
                Command::FailImport { added, refused: 0, reason: Halt::Cancelled.to_string() }
            }
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
