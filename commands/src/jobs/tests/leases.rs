//! A job has one worker at a time, whoever dies.

use std::time::Duration;

use domain::testing::noon;
use serde_json::json;
use sqlx::PgPool;

use super::{PACE, enqueue, queue};
use crate::{
    ids::mint,
    jobs::{Claimed, Counts, JobState, Jobs},
};

const HALF: Counts = Counts { done: 1, total: Some(2) };
const KINDS: &[&str] = &["export"];

/// As a worker that nobody has heard of before.
async fn claim(jobs: &Jobs) -> Option<Claimed> {
    jobs.claim(mint(noon()), KINDS).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_claimed_job_is_nobody_elses(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    assert!(jobs.claim(mint(noon()), &["import"]).await.unwrap().is_none());
    assert_eq!(claim(&jobs).await.unwrap().lease.job, id);
    assert!(claim(&jobs).await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_longest_waiting_job_comes_first(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let first = enqueue(&jobs, 1).await;
    clock.advance(Duration::from_secs(1));
    let second = enqueue(&jobs, 2).await;
    assert_eq!(claim(&jobs).await.unwrap().lease.job, first);
    assert_eq!(claim(&jobs).await.unwrap().lease.job, second);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_dead_worker_loses_its_job_and_its_voice(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let dead = claim(&jobs).await.unwrap().lease;
    clock.advance(PACE.lease / 2);
    assert!(claim(&jobs).await.is_none());
    clock.advance(PACE.lease / 2);

    let heir = claim(&jobs).await.unwrap().lease;

    assert_eq!((heir.job, heir.attempt), (id, 2));
    assert!(!jobs.beat(dead, HALF).await.unwrap());
    assert!(!jobs.finish(dead, HALF, &json!("dead")).await.unwrap());
    assert!(!jobs.retry(dead, "dead").await.unwrap());
    assert!(!jobs.fail(dead, "dead").await.unwrap());
    assert!(!jobs.release(dead).await.unwrap());
    assert!(jobs.finish(heir, HALF, &json!("heir")).await.unwrap());
    assert_eq!(jobs.find(id).await.unwrap().unwrap().result, Some(json!("heir")));
    assert!(!jobs.finish(heir, HALF, &json!("again")).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_worker_in_another_attempt_is_another(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    enqueue(&jobs, 1).await;
    let worker = mint(noon());
    let first = jobs.claim(worker, KINDS).await.unwrap().unwrap().lease;
    clock.advance(PACE.lease);
    let second = jobs.claim(worker, KINDS).await.unwrap().unwrap().lease;

    assert!(!jobs.beat(first, HALF).await.unwrap());
    assert!(jobs.beat(second, HALF).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_sign_of_life_keeps_the_lease(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    enqueue(&jobs, 1).await;
    let lease = claim(&jobs).await.unwrap().lease;
    for _ in 0..5 {
        clock.advance(PACE.lease * 2 / 3);
        assert!(jobs.beat(lease, HALF).await.unwrap());
        assert!(claim(&jobs).await.is_none());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_kills_its_workers_is_buried(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    for _ in 0..3 {
        assert!(claim(&jobs).await.is_some());
        jobs.fail_abandoned().await.unwrap();
        assert_eq!(jobs.find(id).await.unwrap().unwrap().state, JobState::Running);
        clock.advance(PACE.lease);
    }
    assert!(claim(&jobs).await.is_none());
    jobs.fail_abandoned().await.unwrap();

    let view = jobs.find(id).await.unwrap().unwrap();
    assert_eq!(
        (view.state, view.error.as_deref()),
        (JobState::Failed, Some("every worker that tried it died"))
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn the_pause_between_attempts_grows(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    for pause in [5, 20] {
        let lease = claim(&jobs).await.unwrap().lease;
        assert!(jobs.retry(lease, "the store is away").await.unwrap());
        clock.advance(Duration::from_secs(pause - 1));
        assert!(claim(&jobs).await.is_none());
        clock.advance(Duration::from_secs(1));
    }
    let lease = claim(&jobs).await.unwrap().lease;
    assert!(jobs.retry(lease, "the store is away").await.unwrap());

    let view = jobs.find(id).await.unwrap().unwrap();
    assert_eq!((view.state, view.attempts), (JobState::Failed, 3));
    assert_eq!(view.error.as_deref(), Some("the store is away"));
}
