//! Putting jobs into the queue and watching what becomes of them.

use std::sync::Arc;

use async_stream::try_stream;
use domain::{AccountId, Timestamp};
use futures::Stream;
use serde_json::Value;
use sqlx::PgPool;
use tokio::{
    sync::{
        Notify,
        broadcast::{self, Receiver, error::RecvError},
    },
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{Halt, Job, JobView, Pace, view::COLUMNS};
use crate::clock::Clock;

/// How many jobs of one person or one image set a page lists.
const LISTED: i64 = 50;
/// Changes that a slow watcher may miss before it looks at the table instead.
const UNREAD: usize = 256;

/// The queue, as one process sees it. Clones are the same queue.
#[derive(Clone)]
pub struct Jobs {
    pub(super) pool: PgPool,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) pace: Pace,
    pub(super) wake: Arc<Notify>,
    pub(super) changes: broadcast::Sender<Uuid>,
}

/// For whom, and about what.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// Sent again with the same content it is the same job.
    pub id: Uuid,
    pub owner: Option<AccountId>,
    /// The image set, or whatever else pages will look for the job under.
    pub object: Option<Uuid>,
}

#[derive(Debug, thiserror::Error)]
pub enum EnqueueError {
    #[error("this id belongs to another job")]
    IdTaken,
    #[error("cannot be stored: {0}")]
    Payload(#[from] serde_json::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Jobs {
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>, pace: Pace) -> Self {
        let (changes, _) = broadcast::channel(UNREAD);
        Self { pool, clock, pace, wake: Arc::default(), changes }
    }

    /// Says whether the job is new; the same order again changes nothing.
    pub async fn enqueue<J: Job>(&self, order: Order, job: &J) -> Result<bool, EnqueueError> {
        let payload = serde_json::to_value(job)?;
        let new = sqlx::query(
            "insert into desk_jobs (id, kind, payload, owner, object, attempts_at_most, run_after, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (id) do nothing",
        )
        .bind(order.id)
        .bind(J::KIND)
        .bind(&payload)
        .bind(order.owner.map(AccountId::uuid))
        .bind(order.object)
        .bind(J::ATTEMPTS)
        .bind(self.clock.now())
        .execute(&self.pool)
        .await?;
        if new.rows_affected() == 1 {
            self.wake.notify_one();
            return Ok(true);
        }
        if self.is_same(order, J::KIND, &payload).await? { Ok(false) } else { Err(EnqueueError::IdTaken) }
    }

    /// Whether somebody waits for so many jobs already that this one is too much, if it is new.
    pub async fn is_too_much(&self, id: Uuid, owner: AccountId, most: u32) -> sqlx::Result<bool> {
        sqlx::query_scalar(
            "select count(*) >= $3 and not exists (select from desk_jobs where id = $2)
             from desk_jobs where owner = $1 and state in ('queued', 'running')",
        )
        .bind(owner.uuid())
        .bind(id)
        .bind(i64::from(most))
        .fetch_one(&self.pool)
        .await
    }

    async fn is_same(&self, order: Order, kind: &str, payload: &Value) -> sqlx::Result<bool> {
        let (same,): (bool,) = sqlx::query_as(
            "select exists (select from desk_jobs where id = $1 and kind = $2 and payload = $3
                 and owner is not distinct from $4 and object is not distinct from $5)",
        )
        .bind(order.id)
        .bind(kind)
        .bind(payload)
        .bind(order.owner.map(AccountId::uuid))
        .bind(order.object)
        .fetch_one(&self.pool)
        .await?;
        Ok(same)
    }

    pub async fn find(&self, id: Uuid) -> sqlx::Result<Option<JobView>> {
        sqlx::query_as(&format!("select {COLUMNS} from desk_jobs where id = $1"))
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    /// What a job of this kind is to do.
    pub async fn payload<J: Job>(&self, id: Uuid) -> sqlx::Result<Option<J>> {
        let payload: Option<Value> =
            sqlx::query_scalar("select payload from desk_jobs where id = $1 and kind = $2")
                .bind(id)
                .bind(J::KIND)
                .fetch_optional(&self.pool)
                .await?;
        payload
            .map(|payload| serde_json::from_value(payload).map_err(|error| sqlx::Error::Decode(error.into())))
            .transpose()
    }

    /// The latest jobs this person asked for.
    pub async fn of_owner(&self, owner: AccountId) -> sqlx::Result<Vec<JobView>> {
        self.latest("owner", owner.uuid()).await
    }

    /// The latest jobs about this image set, or whatever they were ordered for.
    pub async fn of_object(&self, object: Uuid) -> sqlx::Result<Vec<JobView>> {
        self.latest("object", object).await
    }

    async fn latest(&self, column: &str, id: Uuid) -> sqlx::Result<Vec<JobView>> {
        sqlx::query_as(&format!(
            "select {COLUMNS} from desk_jobs where {column} = $1 order by created_at desc, id desc limit $2"
        ))
        .bind(id)
        .bind(LISTED)
        .fetch_all(&self.pool)
        .await
    }

    /// The job as it is now, then after every change, until it is over. Ends at once when there is no such job.
    /// Changes made by this process arrive at once, others when it next looks. May be dropped at any time.
    pub fn watch(&self, id: Uuid) -> impl Stream<Item = sqlx::Result<JobView>> + Send + use<> {
        let jobs = self.clone();
        try_stream! {
            let mut changes = jobs.changes.subscribe();
            let mut seen = None;
            while let Some(view) = jobs.find(id).await? {
                let over = view.state.is_over();
                if seen.as_ref() != Some(&view) {
                    seen = Some(view.clone());
                    yield view;
                }
                if over {
                    break;
                }
                // Running out of time is how other processes' changes are found.
                let _ = timeout(jobs.pace.poll, change_of(id, &mut changes)).await;
            }
        }
    }

    /// Asks for a job to end: one that waits ends at once, one that runs is told by its worker. One that is over stays as it
    /// is. Whether it has ended by this.
    pub(crate) async fn cancel(&self, id: Uuid, by: AccountId) -> sqlx::Result<bool> {
        let ended: Option<bool> = sqlx::query_scalar(
            "update desk_jobs
             set cancelled_by = coalesce(cancelled_by, $2),
                 state = case state when 'queued' then 'cancelled' else state end,
                 finished_at = case state when 'queued' then $3::timestamptz end,
                 error = case state when 'queued' then $4 else error end
             where id = $1 and state in ('queued', 'running')
             returning state = 'cancelled'",
        )
        .bind(id)
        .bind(by.uuid())
        .bind(self.clock.now())
        .bind(Halt::Cancelled.to_string())
        .fetch_optional(&self.pool)
        .await?;
        self.changed(id);
        Ok(ended.unwrap_or(false))
    }

    /// Returns when somebody wants the job to end.
    pub(super) async fn wait_for_cancellation(&self, id: Uuid) {
        let mut changes = self.changes.subscribe();
        loop {
            let wanted = "select cancelled_by is not null from desk_jobs where id = $1";
            match sqlx::query_scalar(wanted).bind(id).fetch_optional(&self.pool).await {
                Ok(Some(true)) => return,
                Ok(_) => {}
                Err(error) => tracing::debug!(job = %id, %error, "cannot see whether it is still wanted"),
            }
            // Its own progress is no news.
            sleep(self.pace.beat).await;
            let _ = timeout(self.pace.poll, change_of(id, &mut changes)).await;
        }
    }

    /// Deletes what was over before then.
    pub async fn sweep(&self, before: Timestamp) -> sqlx::Result<u64> {
        let gone = sqlx::query("delete from desk_jobs where finished_at < $1")
            .bind(before)
            .execute(&self.pool)
            .await?;
        Ok(gone.rows_affected())
    }

    /// Tells those who watch in this process. Nobody watching is fine.
    pub(super) fn changed(&self, id: Uuid) {
        let _ = self.changes.send(id);
    }
}

async fn change_of(id: Uuid, changes: &mut Receiver<Uuid>) {
    loop {
        match changes.recv().await {
            Ok(other) if other != id => {}
            // Missed some: one of them may have been ours.
            Ok(_) | Err(RecvError::Lagged(_) | RecvError::Closed) => return,
        }
    }
}
