//! The loop that takes a job, does it, says how it went, and takes the next.

use std::time::Instant;

use futures::future::join_all;
use serde_json::Value;
use tokio::{
    select, spawn,
    sync::watch,
    task::JoinError,
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::{Claimed, Counts, Halt, JobContext, JobError, Jobs, Lease, Registry, registry::Answer};
use crate::ids::mint;

/// How an attempt ended.
enum End {
    Answer(Result<Answer, JoinError>),
    LeaseLost,
    /// It was told to end, and did not.
    Deaf(Halt),
}

impl Jobs {
    /// Does jobs, so many at once, until told to stop. What runs then may go on for the time of grace.
    pub async fn work(&self, registry: &Registry, at_once: usize, stop: &CancellationToken) {
        join_all((0..at_once).map(|_| self.work_alone(registry, stop))).await;
    }

    async fn work_alone(&self, registry: &Registry, stop: &CancellationToken) {
        let worker = mint(self.clock.now());
        let kinds = registry.kinds();
        while !stop.is_cancelled() {
            match self.next(worker, &kinds).await {
                Ok(Some(claimed)) => self.attempt(registry, claimed, stop).await,
                Ok(None) => self.rest(stop).await,
                Err(error) => {
                    tracing::warn!(%error, "cannot look for jobs");
                    self.rest(stop).await;
                }
            }
        }
    }

    async fn next(&self, worker: uuid::Uuid, kinds: &[&str]) -> sqlx::Result<Option<Claimed>> {
        let claimed = self.claim(worker, kinds).await?;
        if claimed.is_none() {
            self.fail_abandoned().await?;
        }
        Ok(claimed)
    }

    /// Until there is a job of this process, or it is time to look for others'.
    async fn rest(&self, stop: &CancellationToken) {
        select! {
            () = self.wake.notified() => {}
            () = sleep(self.pace.poll) => {}
            () = stop.cancelled() => {}
        }
    }

    async fn attempt(&self, registry: &Registry, claimed: Claimed, stop: &CancellationToken) {
        let lease = claimed.lease;
        let (work, mut counts) = JobContext::new(&claimed, stop.child_token());
        let run = registry.start(&claimed.kind, claimed.payload, work.clone());
        let mut task = AbortOnDropHandle::new(spawn(work.effort(self.pace.busiest).of(run)));
        let end = select! {
            answer = &mut task => End::Answer(answer),
            () = self.keep(lease, counts.clone()) => End::LeaseLost,
            why = self.out_of_time(&work) => End::Deaf(why),
        };
        if !matches!(end, End::Answer(_)) {
            // Really over before anybody else is let at it.
            task.abort();
            let _ = task.await;
        }
        let reached = *counts.borrow_and_update();
        match self.settle(lease, reached, end).await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(job = %lease.job, kind = claimed.kind, "the lease was lost"),
            Err(error) => tracing::warn!(job = %lease.job, %error, "could not be settled; runs again"),
        }
    }

    /// Shows signs of life and progress for as long as somebody listens; returns when the lease is lost.
    async fn keep(&self, lease: Lease, mut counts: watch::Receiver<Counts>) {
        let mut ticks = interval(self.pace.beat);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut beaten = Instant::now();
        loop {
            ticks.tick().await;
            let due = beaten.elapsed() >= self.pace.lease / 3;
            if !due && !counts.has_changed().unwrap_or(false) {
                continue;
            }
            let (at, reached) = (Instant::now(), *counts.borrow_and_update());
            match self.beat(lease, reached).await {
                Ok(true) => beaten = at,
                Ok(false) => return,
                // Unheard for so long, somebody else may have it by now.
                Err(_) if beaten.elapsed() >= self.pace.lease => return,
                Err(error) => tracing::warn!(job = %lease.job, %error, "no sign of life given"),
            }
        }
    }

    /// Tells the job to end when it must; returns when it should have ended.
    async fn out_of_time(&self, work: &JobContext) -> Halt {
        let why = select! {
            // With the server, or by itself when it has used up what it may.
            () = work.stopping.cancelled() => work.halt().unwrap_or(Halt::Stopping),
            () = self.wait_for_cancellation(work.id) => Halt::Cancelled,
            () = sleep(self.pace.longest) => Halt::TooLong(self.pace.longest),
        };
        work.end(why);
        sleep(self.pace.grace).await;
        why
    }

    async fn settle(&self, lease: Lease, reached: Counts, end: End) -> sqlx::Result<bool> {
        match end {
            End::Answer(Ok(Ok(result))) => self.finish(lease, reached, &result).await,
            End::Answer(Ok(Err(JobError::Retry(error)))) => self.retry(lease, &error).await,
            End::Answer(Ok(Err(JobError::Fail(error)))) => self.fail(lease, &error).await,
            End::Answer(Ok(Err(JobError::Stopped))) => self.release(lease).await,
            End::Answer(Ok(Err(JobError::Halted(why, result)))) => {
                self.halt(lease, reached, why, &result).await
            }
            End::Deaf(why) => self.halt(lease, reached, why, &Value::Null).await,
            // The panic's own words are in the server's log; they are not for whoever asked.
            End::Answer(Err(_)) => self.retry(lease, "the server made a mistake").await,
            End::LeaseLost => Ok(false),
        }
    }

    async fn halt(&self, lease: Lease, reached: Counts, why: Halt, result: &Value) -> sqlx::Result<bool> {
        match why {
            Halt::Stopping => self.release(lease).await,
            Halt::Cancelled => self.cancelled(lease, reached, result).await,
            Halt::TooLong(_) | Halt::TooMuch(_) => self.ended(lease, why, result).await,
        }
    }
}
