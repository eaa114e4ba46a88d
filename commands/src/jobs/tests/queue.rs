//! The order of jobs, and what becomes of those that fail.

use std::pin::pin;

use domain::testing::{ALICE, BOB, noon};
use futures::StreamExt as _;
use serde_json::json;
use sqlx::PgPool;
use std::time::Duration;

use super::{Export, enqueue, order, over, process, queue, until};
use crate::{
    clock::Clock as _,
    ids::mint,
    jobs::{EnqueueError, JobState, Order, Registry},
};

#[sqlx::test(migrations = "../migrations")]
async fn a_job_is_done_and_tells_its_result(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let id = enqueue(&jobs, 6).await;
    let registry = Registry::new().on(async |Export { number }, work| {
        work.expect(7);
        work.reach(5);
        work.advance(2);
        Ok(json!({ "answer": number * 7, "by": work.owner, "attempt": work.attempt }))
    });
    let _process = process(&jobs, registry, 1);

    let view = over(&jobs, id).await;

    assert_eq!((view.state, view.attempts), (JobState::Done, 1));
    assert_eq!((view.progress_done, view.progress_total), (7, Some(7)));
    assert_eq!(view.result.unwrap(), json!({ "answer": 42, "by": ALICE, "attempt": 1 }));
    assert_eq!((view.error, view.finished_at), (None, Some(noon())));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_order_again_is_the_same_job(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let first = order();
    assert!(jobs.enqueue(first, &Export { number: 1 }).await.unwrap());
    assert!(!jobs.enqueue(first, &Export { number: 1 }).await.unwrap());

    for (order, number) in [(first, 2), (Order { owner: Some(BOB), ..first }, 1)] {
        let other = jobs.enqueue(order, &Export { number }).await;
        assert!(matches!(other, Err(EnqueueError::IdTaken)));
    }
    assert_eq!(jobs.of_owner(ALICE).await.unwrap().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn jobs_are_found_by_person_and_by_object(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let set = mint(noon());
    let mut ids = Vec::new();
    for number in 0..3 {
        let order = Order { id: mint(clock.now()), object: Some(set), ..order() };
        jobs.enqueue(order, &Export { number }).await.unwrap();
        ids.push(order.id);
        clock.advance(Duration::from_secs(1));
    }
    ids.reverse();

    let found: Vec<_> = jobs.of_object(set).await.unwrap().iter().map(|view| view.id).collect();
    assert_eq!(found, ids);
    assert_eq!(jobs.of_owner(ALICE).await.unwrap().len(), 3);
    assert_eq!(jobs.of_owner(BOB).await.unwrap(), []);
    assert_eq!(jobs.find(set).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn progress_is_seen_while_the_job_runs(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    // Another process: it is not told, it has to look.
    let (elsewhere, _) = queue(&pool);
    let id = enqueue(&jobs, 100).await;
    let (go_on, told) = tokio::sync::watch::channel(0_u32);
    let registry = Registry::new().on(move |Export { number }, work| {
        let mut told = told.clone();
        async move {
            work.expect(number.into());
            for half in 1..=2 {
                work.reach(u64::from(half * number / 2));
                told.wait_for(|step| *step >= half).await.unwrap();
            }
            Ok(json!(null))
        }
    });
    let _process = process(&jobs, registry, 1);

    until(&jobs, id, |view| view.progress_done == 50).await;
    let seen = until(&elsewhere, id, |view| view.progress_done == 50).await;
    assert_eq!((seen.state, seen.progress_total), (JobState::Running, Some(100)));
    // Somebody who stops watching disturbs nobody.
    drop(pin!(jobs.watch(id)).next().await);
    go_on.send(1).unwrap();
    until(&elsewhere, id, |view| view.progress_done == 100).await;
    go_on.send(2).unwrap();
    assert_eq!(over(&elsewhere, id).await.state, JobState::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn watching_nothing_ends_at_once(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    assert!(pin!(jobs.watch(mint(noon()))).next().await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn old_jobs_are_swept_and_waiting_ones_are_not(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    let done = enqueue(&jobs, 1).await;
    let claimed = jobs.claim(mint(noon()), &["export"]).await.unwrap().unwrap();
    jobs.fail(claimed.lease, "no\0").await.unwrap();
    let waiting = enqueue(&jobs, 2).await;
    clock.advance(Duration::from_secs(1));

    assert_eq!(jobs.find(done).await.unwrap().unwrap().error.as_deref(), Some("no"));
    assert_eq!(jobs.sweep(clock.now()).await.unwrap(), 1);
    assert_eq!(jobs.find(done).await.unwrap(), None);
    assert!(jobs.find(waiting).await.unwrap().is_some());
}
