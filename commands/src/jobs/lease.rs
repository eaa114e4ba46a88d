//! Whose job it is at the moment. A worker whose lease ran out may lose it, and is then no longer listened to.

use domain::{AccountId, Timestamp};
use serde_json::Value;
use sqlx::postgres::{PgArguments, Postgres};
use uuid::Uuid;

use super::{Counts, Halt, Jobs, backoff::backoff};

/// The right to speak for a job: this worker, in this attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub job: Uuid,
    pub worker: Uuid,
    pub attempt: i32,
}

/// A job that is ours to do.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub lease: Lease,
    pub kind: String,
    pub payload: Value,
    pub owner: Option<AccountId>,
    pub object: Option<Uuid>,
}

type Query<'q> = sqlx::query::Query<'q, Postgres, PgArguments>;
type Row = (Uuid, i32, String, Value, Option<Uuid>, Option<Uuid>);

impl Jobs {
    /// A job of these kinds that waits, or one whose worker has died. Owners take turns: who has the fewest running comes
    /// first, then who was served longest ago, so that somebody's fifty keep nobody else's first one waiting.
    pub async fn claim(&self, worker: Uuid, kinds: &[&str]) -> sqlx::Result<Option<Claimed>> {
        let now = self.clock.now();
        let row: Option<Row> = sqlx::query_as(
            "update desk_jobs
             set state = 'running', attempts = attempts + 1, leased_by = $1, lease_until = $2,
                 progress_done = 0, progress_total = null, started_at = $3
             where id = (
                 with owners as materialized (
                     select owner, count(*) filter (where state = 'running' and lease_until > $3) as running
                     from desk_jobs where state in ('queued', 'running') and owner is not null group by owner),
                 turns as materialized (
                     select owner, running,
                         (select max(started_at) from desk_jobs j where j.owner = owners.owner) as served_at
                     from owners)
                 select j.id from desk_jobs j left join turns t on t.owner = j.owner
                 where (j.state = 'queued' and j.run_after <= $3 or j.state = 'running' and j.lease_until <= $3)
                   and j.attempts < j.attempts_at_most and j.kind = any($4)
                 order by coalesce(t.running, 0), t.served_at nulls first, j.run_after, j.id
                 limit 1 for update of j skip locked)
             returning id, attempts, kind, payload, owner, object",
        )
        .bind(worker)
        .bind(now + self.pace.lease)
        .bind(now)
        .bind(kinds)
        .fetch_optional(&self.pool)
        .await?;
        let Some((job, attempt, kind, payload, owner, object)) = row else { return Ok(None) };
        self.changed(job);
        let lease = Lease { job, worker, attempt };
        Ok(Some(Claimed { lease, kind, payload, owner: owner.map(Into::into), object }))
    }

    /// Gives up jobs that outlived none of their workers: they may be what killed them.
    pub async fn fail_abandoned(&self) -> sqlx::Result<()> {
        let now = self.clock.now();
        let abandoned: Vec<(Uuid,)> = sqlx::query_as(
            "update desk_jobs
             set state = 'failed', error = 'every worker that tried it died', finished_at = $1,
                 leased_by = null, lease_until = null
             where state = 'running' and lease_until <= $1 and attempts >= attempts_at_most
             returning id",
        )
        .bind(now)
        .fetch_all(&self.pool)
        .await?;
        for (job,) in abandoned {
            self.changed(job);
        }
        Ok(())
    }

    /// A sign of life, and how far the work is. False: the lease is lost, and the work must stop.
    pub async fn beat(&self, lease: Lease, counts: Counts) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs set lease_until = $4, progress_done = $5, progress_total = $6
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        let query = bound(query, lease).bind(self.clock.now() + self.pace.lease);
        self.said(lease, query.bind(counts.done).bind(counts.total)).await
    }

    /// The work is done. False: the lease is lost, and somebody else does it.
    pub async fn finish(&self, lease: Lease, counts: Counts, result: &Value) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs
             set state = 'done', finished_at = $4, progress_done = $5, progress_total = $6, result = $7,
                 error = null, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        let query = bound(query, lease).bind(self.clock.now()).bind(counts.done).bind(counts.total);
        self.said(lease, query.bind(result)).await
    }

    /// The attempt failed: another follows after a pause, unless there were enough.
    pub async fn retry(&self, lease: Lease, error: &str) -> sqlx::Result<bool> {
        let now = self.clock.now();
        let query = sqlx::query(
            "update desk_jobs
             set state = case when attempts < attempts_at_most then 'queued' else 'failed' end,
                 finished_at = case when attempts < attempts_at_most then null else $4::timestamptz end,
                 run_after = $5, error = $6, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        let query = bound(query, lease).bind(now).bind(now + backoff(lease.attempt));
        self.said(lease, query.bind(storable(error))).await
    }

    /// The work cannot be done, now or later.
    pub async fn fail(&self, lease: Lease, error: &str) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs
             set state = 'failed', finished_at = $4, error = $5, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        let now: Timestamp = self.clock.now();
        self.said(lease, bound(query, lease).bind(now).bind(storable(error))).await
    }

    /// Somebody cancelled it: what was done stays.
    pub async fn cancelled(&self, lease: Lease, counts: Counts, result: &Value) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs
             set state = 'cancelled', finished_at = $4, progress_done = $5, progress_total = $6, result = $7,
                 error = $8, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        let query = bound(query, lease).bind(self.clock.now()).bind(counts.done).bind(counts.total);
        self.said(lease, query.bind(result).bind(Halt::Cancelled.to_string())).await
    }

    /// It ran too long: what was done stays, and it is not tried again.
    pub async fn ended(&self, lease: Lease, why: Halt, result: &Value) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs
             set state = 'failed', finished_at = $4, error = $5, result = $6, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        self.said(lease, bound(query, lease).bind(self.clock.now()).bind(why.to_string()).bind(result)).await
    }

    /// Puts the job back as if it had not been tried: the server stops, the job is not to blame.
    pub async fn release(&self, lease: Lease) -> sqlx::Result<bool> {
        let query = sqlx::query(
            "update desk_jobs
             set state = 'queued', attempts = attempts - 1, leased_by = null, lease_until = null
             where id = $1 and leased_by = $2 and attempts = $3",
        );
        self.said(lease, bound(query, lease)).await
    }

    async fn said(&self, lease: Lease, query: Query<'_>) -> sqlx::Result<bool> {
        let is_ours = query.execute(&self.pool).await?.rows_affected() == 1;
        if is_ours {
            self.changed(lease.job);
        }
        Ok(is_ours)
    }
}

fn bound(query: Query<'_>, lease: Lease) -> Query<'_> {
    query.bind(lease.job).bind(lease.worker).bind(lease.attempt)
}

/// Errors come from anywhere and PostgreSQL's texts hold no NUL.
fn storable(error: &str) -> String {
    error.chars().filter(|c| *c != '\0').take(2000).collect()
}
