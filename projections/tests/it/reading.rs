//! Connections for questions: lent warm, never more than there may be, and never with the rest of another's answer.

use std::{collections::HashSet, time::Duration};

use futures::{TryStreamExt as _, future::join_all};
use projections::Reading;
use sqlx::{PgPool, postgres::PgPoolOptions};

const WHO: &str = "select pg_backend_pid()";

/// At most so many connections, and little patience.
async fn reading(most: u32, pool: &PgPool) -> Reading {
    let options = PgPoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(1));
    Reading::from(options.connect_with((*pool.connect_options()).clone()).await.unwrap())
}

async fn who(reading: &Reading) -> i32 {
    sqlx::query_scalar(WHO).fetch_one(reading).await.unwrap()
}

#[sqlx::test(migrations = false)]
async fn the_connection_that_came_back_last_is_lent_first(pool: PgPool) {
    let reading = reading(4, &pool).await;
    let all: HashSet<i32> = join_all((0..4).map(|_| who(&reading))).await.into_iter().collect();
    let last = who(&reading).await;
    assert!(all.contains(&last));
    for _ in 0..8 {
        assert_eq!(who(&reading).await, last);
    }
}

#[sqlx::test(migrations = false)]
async fn there_are_no_more_than_there_may_be(pool: PgPool) {
    let reading = reading(2, &pool).await;
    let asked = join_all((0..50).map(|_| who(&reading))).await;
    assert!(asked.iter().collect::<HashSet<_>>().len() <= 2);

    let endless = "select n from generate_series(1, 1000000) n";
    let mut first = sqlx::query_scalar::<_, i32>(endless).fetch(&reading);
    let mut second = sqlx::query_scalar::<_, i32>(endless).fetch(&reading);
    assert_eq!((first.try_next().await.unwrap(), second.try_next().await.unwrap()), (Some(1), Some(1)));
    let refused = sqlx::query(WHO).fetch_one(&reading).await.unwrap_err();
    assert!(matches!(refused, sqlx::Error::PoolTimedOut), "{refused}");
    drop(first);
    who(&reading).await;
}

async fn until_somebody_waits(pool: &PgPool) {
    let waits = "select count(*) > 0 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(pool).await.unwrap() {
        tokio::task::yield_now().await;
    }
}

/// A client that disconnects leaves it so.
#[sqlx::test(migrations = false)]
async fn a_question_that_was_left_keeps_its_place_until_it_is_answered(pool: PgPool) {
    let reading = reading(1, &pool).await;
    let before = who(&reading).await;
    let mut answers = sqlx::query("select n from generate_series(1, 100000) n").fetch(&reading);
    answers.try_next().await.unwrap();
    drop(answers);
    assert_eq!(who(&reading).await, before);

    let mut held = pool.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(7)").execute(&mut *held).await.unwrap();
    tokio::select! {
        _ = sqlx::query("select pg_advisory_xact_lock(7)").fetch_one(&reading) => panic!("it waits"),
        () = until_somebody_waits(&pool) => {}
    }
    let early = sqlx::query(WHO).fetch_one(&reading).await.unwrap_err();
    assert!(matches!(early, sqlx::Error::PoolTimedOut), "{early}");
    held.rollback().await.unwrap();
    assert_eq!(who(&reading).await, before);
}

#[sqlx::test(migrations = false)]
async fn one_that_was_ended_is_replaced(pool: PgPool) {
    let reading = reading(1, &pool).await;
    let before = who(&reading).await;
    let ended: bool = sqlx::query_scalar("select pg_terminate_backend($1, 5000)")
        .bind(before)
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(ended);
    // Whoever asks within a second may hear of it; nobody after.
    let _ = sqlx::query(WHO).fetch_one(&reading).await;
    assert_ne!(who(&reading).await, before);
}
