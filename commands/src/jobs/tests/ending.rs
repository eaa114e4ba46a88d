//! Jobs that end before their end: cancelled, or after too long.

use std::time::{Duration, Instant};

use domain::testing::{ALICE, BOB};
use serde_json::json;
use sqlx::PgPool;

use super::{Export, PACE, enqueue, over, process, queue, until};
use crate::jobs::{Halt, JobContext, JobError, JobState, Jobs, Pace, Registry};

/// Goes on until it is told to end, and says how far it came.
fn obedient() -> Registry {
    Registry::new().on(async |_: Export, work| {
        work.reach(1);
        work.stopping.cancelled().await;
        work.go_on(|| json!("one of them"))?;
        Ok(json!("all of them"))
    })
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_waits_ends_at_once(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    assert!(jobs.cancel(id, ALICE).await.unwrap());
    let view = jobs.find(id).await.unwrap().unwrap();
    assert_eq!((view.state, view.error.as_deref()), (JobState::Cancelled, Some("it was cancelled")));
    assert_eq!(view.cancelled_by, Some(ALICE));

    let other = enqueue(&jobs, 2).await;
    let _process = process(&jobs, Registry::new().on(async |job: Export, _| Ok(json!(job.number))), 1);
    over(&jobs, other).await;
    assert_eq!(jobs.find(id).await.unwrap().unwrap(), view);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_runs_ends_soon_and_keeps_what_it_did(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let _process = process(&jobs, obedient(), 1);
    until(&jobs, id, |view| view.progress_done == 1).await;

    // As another process would: this one hears of it when it next looks.
    let (elsewhere, _) = queue(&pool);
    assert!(!elsewhere.cancel(id, BOB).await.unwrap());

    let view = over(&jobs, id).await;
    assert_eq!((view.state, view.result), (JobState::Cancelled, Some(json!("one of them"))));
    assert_eq!((view.attempts, view.cancelled_by), (1, Some(BOB)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_does_not_hear_is_cut_off(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let deaf = Registry::new().on(async |_: Export, work| {
        work.reach(1);
        std::future::pending().await
    });
    let _process = process(&jobs, deaf, 1);
    until(&jobs, id, |view| view.progress_done == 1).await;
    jobs.cancel(id, ALICE).await.unwrap();
    assert_eq!(over(&jobs, id).await.state, JobState::Cancelled);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_takes_too_long_fails_and_is_not_tried_again(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let pace = Pace { longest: Duration::from_millis(100), ..PACE };
    let jobs = Jobs { pace, ..jobs };
    let id = enqueue(&jobs, 1).await;
    let _process = process(&jobs, obedient(), 1);
    let view = over(&jobs, id).await;
    assert_eq!((view.state, view.attempts, view.result), (JobState::Failed, 1, Some(json!("one of them"))));
    assert_eq!(view.error.as_deref(), Some("it took longer than 0.1 seconds"));
    assert_eq!(Halt::TooLong(Duration::from_hours(1)).to_string(), "it took longer than 60 minutes");
}

/// A job may wait for as long as it likes, in the time there is; it is what it computes that is scarce.
#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_takes_too_much_of_a_processor_fails_and_one_that_waits_does_not(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let jobs = Jobs { pace: Pace { busiest: Duration::from_millis(50), ..PACE }, ..jobs };
    let (computes, waits) = (enqueue(&jobs, 1).await, enqueue(&jobs, 2).await);
    let registry = Registry::new().on(async |job: Export, work: JobContext| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            work.go_on(|| json!("one of them"))?;
            if job.number == 2 {
                tokio::time::sleep(Duration::from_millis(150)).await;
                return Ok(json!("all of them"));
            }
        }
        Ok(json!("it was not told to end"))
    });
    let _process = process(&jobs, registry, 2);
    let (computed, waited) = (over(&jobs, computes).await, over(&jobs, waits).await);
    assert_eq!(computed.error.as_deref(), Some("it took more than 0.05 seconds of a processor"));
    assert_eq!((computed.state, computed.attempts), (JobState::Failed, 1));
    assert_eq!(computed.result, Some(json!("one of them")));
    assert_eq!((waited.state, waited.result), (JobState::Done, Some(json!("all of them"))));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_over_stays_as_it_is(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let failing = Registry::new().on(async |_: Export, _| Err(JobError::Fail("no such snapshot".into())));
    let _process = process(&jobs, failing, 1);
    let before = over(&jobs, id).await;
    assert!(!jobs.cancel(id, ALICE).await.unwrap());
    assert_eq!(jobs.find(id).await.unwrap().unwrap(), before);
}
