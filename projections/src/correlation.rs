//! What belongs together: a gesture of several commands, an import, a job.
//!
//! A client makes the ids of its commands, and could make one by which something of somebody else's is known. So what
//! belongs together is what whoever began it did: one account, and either all by clients or all by the server.

use domain::{AccountId, CorrelationId};
use uuid::Uuid;

use crate::{Log, LogError, Recorded, Via};

/// Who began what belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    pub by: AccountId,
    /// By requests of a client, not by a job.
    pub by_client: bool,
}

/// A stream in which something happened that belongs together.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TouchedStream {
    pub stream_id: Uuid,
    pub stream_type: String,
    pub image_set: Option<Uuid>,
    pub by_job: bool,
}

/// `$1`: the correlation. A command's own facts are found by the command, all others by the index of correlations.
const FACTS: &str = "(select stream_id, stream_type, image_set, account, via, position from events
          where correlation = $1 and correlation <> command
          union all
          select e.stream_id, e.stream_type, e.image_set, e.account, e.via, e.position
          from log_commands c join events e on e.stream_id = c.stream_id and e.command = c.id
          where c.id = $1 and e.correlation = $1) facts";

const BY_CLIENT: &str = "via in ('page', 'api')";

impl Begun {
    /// By a job, on somebody's behalf.
    pub const fn by_job_of(by: AccountId) -> Self {
        Self { by, by_client: false }
    }

    /// Whether a fact of the same correlation belongs to it.
    pub fn covers(self, recorded: &Recorded) -> bool {
        let by_client = matches!(recorded.via, Via::Page | Via::Api);
        (recorded.account, by_client) == (self.by, self.by_client)
    }
}

impl Log {
    /// Who began it. No client can speak as the server, and of clients the first one is meant.
    pub async fn begun(&self, correlation: CorrelationId) -> Result<Option<Begun>, LogError> {
        let found: Option<(Uuid, bool)> = sqlx::query_as(&format!(
            "select account, {BY_CLIENT} as by_client from {FACTS} order by by_client, position limit 1"
        ))
        .bind(correlation.uuid())
        .fetch_optional(self.reading())
        .await?;
        Ok(found.map(|(by, by_client)| Begun { by: by.into(), by_client }))
    }

    /// The streams in which facts belong to it.
    pub async fn touched_by(
        &self,
        correlation: CorrelationId,
        begun: Begun,
    ) -> Result<Vec<TouchedStream>, LogError> {
        let found = sqlx::query_as(&format!(
            "select stream_id, stream_type, image_set, bool_or(via = 'job') as by_job from {FACTS}
             where account = $2 and ({BY_CLIENT}) = $3
             group by stream_id, stream_type, image_set order by stream_id"
        ))
        .bind(correlation.uuid())
        .bind(begun.by.uuid())
        .bind(begun.by_client)
        .fetch_all(self.reading())
        .await?;
        Ok(found)
    }

    /// What belongs to it after a position, oldest first; a gesture of one command is not asked for.
    pub async fn of_correlation(
        &self,
        correlation: CorrelationId,
        begun: Begun,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Recorded>, LogError> {
        let sql = format!(
            "select {} from events where correlation = $1 and correlation <> command
                 and account = $2 and ({BY_CLIENT}) = $3 and position > $4 order by position limit $5",
            Recorded::COLUMNS
        );
        let facts = sqlx::query_as(&sql).bind(correlation.uuid()).bind(begun.by.uuid());
        Ok(facts.bind(begun.by_client).bind(after).bind(limit).fetch_all(self.reading()).await?)
    }
}
