//! What passes by itself is not taken for damage: whoever asked is told to try again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use commands::CommandError;
use domain::testing::ALICE;
use fixtures::{Site, code};
use sqlx::{Executor as _, PgPool, postgres::PgPoolOptions};

#[sqlx::test(migrations = "../migrations")]
async fn a_stream_that_cannot_be_read_in_time_is_busy_and_not_damaged(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let options = pool.connect_options().as_ref().clone().options([("statement_timeout", "200ms")]);
    let hasty = PgPoolOptions::new().connect_with(options).await.unwrap();
    let hurried = Site { commands: fixtures::start(hasty.clone(), site.clock.clone()), pool: hasty, ..site };
    let mut held = pool.begin().await.unwrap();
    held.execute("lock table events in access exclusive mode").await.unwrap();

    let refused = hurried.draw(ALICE, 100).await.unwrap_err();

    assert!(matches!(refused, CommandError::Unavailable { .. }), "{refused:?}");
    held.rollback().await.unwrap();
    hurried.draw(ALICE, 100).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_has_let_go_of_its_database_says_so(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    pool.close().await;

    let refused = site.draw(ALICE, 100).await.unwrap_err();

    assert_eq!(code(&refused), "unavailable", "{refused:?}");
}

/// As in a failover: every connection is ended by the server.
#[sqlx::test(migrations = "../migrations")]
async fn a_connection_that_the_server_ended_costs_another_try(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let ended = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()";
    for round in 0..10 {
        let _: i64 = sqlx::query_scalar(ended).fetch_one(&pool).await.unwrap();
        let mut tries = 0;
        while let Err(refused) = site.draw(ALICE, 40 * round).await {
            assert_eq!(code(&refused), "unavailable", "{refused:?}");
            tries += 1;
            assert!(tries < 20);
        }
    }
}
