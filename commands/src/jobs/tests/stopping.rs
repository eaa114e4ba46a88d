//! A worker that is stopped leaves its job to another one.

use serde_json::json;
use sqlx::PgPool;

use super::{Export, enqueue, over, process, queue, until};
use crate::jobs::{JobError, JobState, Registry};

/// Starts a job that behaves like this when told to stop, and tells the server to stop.
async fn stopped<F>(pool: &PgPool, registry: Registry, then: F)
where
    F: AsyncFnOnce(crate::jobs::Jobs, uuid::Uuid),
{
    let (jobs, _) = queue(pool);
    let id = enqueue(&jobs, 1).await;
    let process = process(&jobs, registry, 2);
    until(&jobs, id, |view| view.progress_done == 1).await;
    process.stop.cancel();
    process.done.await.unwrap();
    then(jobs, id).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_is_nearly_done_may_finish(pool: PgPool) {
    let registry = Registry::new().on(async |_: Export, work| {
        work.reach(1);
        work.stopping.cancelled().await;
        Ok(json!("just in time"))
    });
    stopped(&pool, registry, async |jobs, id| {
        let view = jobs.find(id).await.unwrap().unwrap();
        assert_eq!((view.state, view.result), (JobState::Done, Some(json!("just in time"))));
    })
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_steps_back_has_lost_no_attempt(pool: PgPool) {
    let registry = Registry::new().on(async |_: Export, work| {
        work.reach(1);
        work.stopping.cancelled().await;
        Err(JobError::Stopped)
    });
    stopped(&pool, registry, async |jobs, id| {
        let view = jobs.find(id).await.unwrap().unwrap();
        assert_eq!((view.state, view.attempts), (JobState::Queued, 0));
        let _next = process(&jobs, Registry::new().on(async |_: Export, _| Ok(json!(2))), 1);
        assert_eq!(over(&jobs, id).await.attempts, 1);
    })
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_does_not_listen_is_cut_off(pool: PgPool) {
    let registry = Registry::new().on(async |_: Export, work| {
        work.reach(1);
        std::future::pending().await
    });
    stopped(&pool, registry, async |jobs, id| {
        let view = jobs.find(id).await.unwrap().unwrap();
        assert_eq!((view.state, view.attempts, view.error), (JobState::Queued, 0, None));
    })
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn an_idle_server_stops_at_once(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let process = process(&jobs, Registry::new(), 3);
    process.stop.cancel();
    process.done.await.unwrap();
}
