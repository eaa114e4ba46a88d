//! Workers take jobs, report progress, and answer.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::Duration,
};

use serde_json::json;
use sqlx::PgPool;
use tokio::{sync::mpsc, task::yield_now};

use super::{Export, PACE, enqueue, over, process, queue, until};
use crate::jobs::{JobError, JobState, Registry};

/// Says so when the job it belongs to is dropped.
struct Alarm(mpsc::UnboundedSender<&'static str>);

impl Drop for Alarm {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

/// A job that never ends by itself.
fn endless(alarm: mpsc::UnboundedSender<&'static str>) -> Registry {
    Registry::new().on(move |_: Export, work| {
        let alarm = Alarm(alarm.clone());
        async move {
            let _alarm = alarm;
            work.reach(1);
            std::future::pending().await
        }
    })
}

fn answering(number: u32) -> Registry {
    Registry::new().on(move |_: Export, _| async move { Ok(json!(number)) })
}

#[sqlx::test(migrations = "../migrations")]
async fn two_workers_never_run_one_job_at_once(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let (running, ran) = (Arc::new(Mutex::new(HashSet::new())), Arc::new(Mutex::new(HashMap::new())));
    let registry = || {
        let (running, ran) = (running.clone(), ran.clone());
        Registry::new().on(move |Export { number }, _| {
            let (running, ran) = (running.clone(), ran.clone());
            async move {
                assert!(running.lock().unwrap().insert(number), "twice at once");
                for _ in 0..10 {
                    yield_now().await;
                }
                running.lock().unwrap().remove(&number);
                *ran.lock().unwrap().entry(number).or_insert(0) += 1;
                Ok(json!(null))
            }
        })
    };
    let mut ids = Vec::new();
    for number in 0..100 {
        ids.push(enqueue(&jobs, number).await);
    }
    let _processes = [process(&jobs, registry(), 4), process(&queue(&pool).0, registry(), 4)];

    for id in ids {
        assert_eq!(over(&jobs, id).await.state, JobState::Done);
    }
    let ran = ran.lock().unwrap();
    assert_eq!((ran.len(), ran.values().max()), (100, Some(&1)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_failing_job_is_tried_again(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let registry = Registry::new().on(async |_: Export, work| match work.attempt {
        1 => Err(JobError::Retry("the store is away".into())),
        2 => panic!("a mistake"),
        _ => Ok(json!("at last")),
    });
    let _process = process(&jobs, registry, 2);

    let first = until(&jobs, id, |view| view.error.is_some()).await;
    assert_eq!((first.state, first.error.as_deref()), (JobState::Queued, Some("the store is away")));
    clock.advance(Duration::from_secs(5));
    let second = until(&jobs, id, |view| view.error.as_deref() == Some("the server made a mistake")).await;
    assert_eq!(second.attempts, 2);
    clock.advance(Duration::from_secs(20));
    let view = over(&jobs, id).await;
    assert_eq!((view.state, view.attempts, view.error), (JobState::Done, 3, None));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hopeless_job_fails_at_once(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let registry = Registry::new().on(async |_: Export, _| Err(JobError::Fail("no such snapshot".into())));
    let _process = process(&jobs, registry, 1);

    let view = over(&jobs, id).await;
    assert_eq!((view.state, view.attempts), (JobState::Failed, 1));
    assert_eq!(view.error.as_deref(), Some("no such snapshot"));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_unreadable_job_fails_and_the_next_is_done(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let odd = enqueue(&jobs, 1).await;
    sqlx::query("update desk_jobs set payload = '{\"number\": \"one\"}'").execute(&pool).await.unwrap();
    let good = enqueue(&jobs, 2).await;
    let _process = process(&jobs, answering(2), 1);

    assert_eq!(over(&jobs, odd).await.state, JobState::Failed);
    assert_eq!(over(&jobs, good).await.state, JobState::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_process_takes_over_from_a_dead_one(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let (alarm, mut alarms) = mpsc::unbounded_channel();
    let dying = process(&jobs, endless(alarm), 1);
    let half = until(&jobs, id, |view| view.progress_done == 1).await;
    assert_eq!(half.state, JobState::Running);
    dying.done.abort();
    assert_eq!(alarms.recv().await, Some("dropped"));

    let _heir = process(&jobs, answering(7), 1);
    // Its lease protects even the dead.
    assert_eq!(jobs.find(id).await.unwrap().unwrap().state, JobState::Running);
    clock.advance(PACE.lease);

    let view = over(&jobs, id).await;
    assert_eq!((view.result, view.attempts), (Some(json!(7)), 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_lost_the_lease_stops_working(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 1).await;
    let (alarm, mut alarms) = mpsc::unbounded_channel();
    let beats = Arc::new(AtomicU32::new(0));
    let registry = Registry::new().on(move |_: Export, work| {
        let (alarm, beats) = (Alarm(alarm.clone()), beats.clone());
        async move {
            let _alarm = alarm;
            loop {
                work.reach(beats.fetch_add(1, SeqCst).into());
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    });
    let _process = process(&jobs, registry, 1);
    until(&jobs, id, |view| view.progress_done > 0).await;

    // As if somebody else had claimed it while this process was frozen.
    sqlx::query("update desk_jobs set attempts = attempts + 1").execute(&pool).await.unwrap();

    assert_eq!(alarms.recv().await, Some("dropped"));
    assert_eq!(jobs.find(id).await.unwrap().unwrap().state, JobState::Running);
}
