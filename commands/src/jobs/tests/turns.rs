//! Whose job is next.

use std::time::Duration;

use domain::{
    AccountId,
    testing::{ALICE, BOB, CAROL, noon},
};
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::{Export, queue};
use crate::{
    ids::mint,
    jobs::{Claimed, Counts, Job as _, Jobs, Order},
};

async fn ordered(jobs: &Jobs, owner: AccountId, number: u32) {
    let order = Order { id: mint(jobs.clock.now()), owner: Some(owner), object: None };
    assert!(jobs.enqueue(order, &Export { number }).await.unwrap());
}

async fn next(jobs: &Jobs) -> Claimed {
    jobs.claim(mint(noon()), &[Export::KIND]).await.unwrap().expect("one that waits")
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_jobs_of_one_do_not_keep_the_first_of_another_waiting(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    for number in 0..50 {
        ordered(&jobs, ALICE, number).await;
    }
    assert_eq!(next(&jobs).await.owner, Some(ALICE));
    clock.advance(Duration::from_secs(1));
    ordered(&jobs, BOB, 1).await;
    assert_eq!(next(&jobs).await.owner, Some(BOB));
}

/// One worker is busy with something long, so that nobody has anything running when the other looks.
#[sqlx::test(migrations = "../migrations")]
async fn whoever_was_served_longest_ago_is_next(pool: PgPool) {
    let (jobs, clock) = queue(&pool);
    for (owner, count) in [(ALICE, 5), (BOB, 2), (CAROL, 1)] {
        for number in 0..count {
            clock.advance(Duration::from_secs(1));
            ordered(&jobs, owner, number).await;
        }
    }
    let mut served = Vec::new();
    for _ in 0..8 {
        clock.advance(Duration::from_secs(1));
        let claimed = next(&jobs).await;
        served.push(claimed.owner.unwrap());
        jobs.finish(claimed.lease, Counts::default(), &json!(null)).await.unwrap();
    }
    assert_eq!(served, [ALICE, BOB, CAROL, ALICE, BOB, ALICE, ALICE, ALICE]);
}

#[sqlx::test(migrations = "../migrations")]
async fn jobs_of_nobody_are_done_too(pool: PgPool) {
    let (jobs, _) = queue(&pool);
    let order = Order { id: Uuid::from_u128(7), owner: None, object: None };
    assert!(jobs.enqueue(order, &Export { number: 1 }).await.unwrap());
    assert_eq!(next(&jobs).await.owner, None);
}
