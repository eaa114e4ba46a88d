//! Processes are killed and clients go away, at random moments; nothing that was acknowledged is lost or half there.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod check;
mod controls;
mod labeler;
mod leaving;
mod postgres;
mod rounds;
mod server;
mod world;

use std::{process::Command, time::Duration};

use controls::{Answered, problems_after};
use labeler::Labeler;
use postgres::Postgres;
use rounds::{Victim, survive};
use server::Server;
use sqlx::Executor as _;
use tokio::sync::watch;
use world::World;

/// The program under test; `ANNALS_BIN` names another one, such as a release build.
pub fn annals() -> Command {
    let program = std::env::var_os("ANNALS_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_annals").into());
    let mut command = Command::new(program);
    command.env_remove("DATABASE_URL");
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_server_loses_nothing() {
    survive(Victim::Server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_postgresql_loses_nothing() {
    survive(Victim::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_go_away_leave_nothing_behind() {
    let seed = rounds::seed();
    let (postgres, folder) = (Postgres::start(), tempfile::tempdir().unwrap());
    let world = World::new(postgres.pool().await).await;
    let server = Server::start(&postgres, &folder);
    let (_address, addresses) = watch::channel(server.address.clone());
    let (stop, stopped) = watch::channel(false);
    let one = Labeler::all(&world, seed, &addresses).swap_remove(0);
    let staying = tokio::spawn(leaving::stay(one, stopped));

    let mut told = leaving::come_and_go(&world, seed, &server.address).await;
    stop.send_replace(true);
    let mut one = staying.await.unwrap();

    let pool = postgres.pool().await;
    assert_eq!(leaving::left_open(&pool).await, 0, "connections are left inside a transaction");
    assert!(leaving::draws(&mut one).await, "the next good command is not answered");
    told.add(one.told());
    assert!(told.acknowledged.len() > 300, "hardly anything was answered");
    assert_eq!(check::problems(&pool, &told).await, Vec::<String>::new());
}

/// A worker waits for an answer that never comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_stops_a_server_whose_database_does_not_answer() {
    let (postgres, folder) = (Postgres::start(), tempfile::tempdir().unwrap());
    let pool = postgres.pool().await;
    let server = Server::start(&postgres, &folder);
    let mut held = pool.begin().await.unwrap();
    held.execute("lock table desk_jobs in access exclusive mode").await.unwrap();
    let waiting = "select count(*) > 0 from pg_stat_activity
                   where application_name = 'annals' and wait_event_type = 'Lock'";
    while !sqlx::query_scalar::<_, bool>(waiting).fetch_one(&pool).await.unwrap() {
        tokio::task::yield_now().await;
    }
    let _frozen = postgres.freeze();
    server.stop(2, Duration::from_secs(10));
}

#[tokio::test]
async fn the_check_finds_that_the_last_fact_is_missing() {
    let postgres = Postgres::start();
    let pool = postgres.pool().await;
    World::new(pool.clone()).await;
    assert_eq!(check::wrong_facts(&pool).await, Vec::<String>::new());
    pool.execute("alter table events disable trigger user").await.unwrap();
    pool.execute("delete from events where position = (select position from log_head)").await.unwrap();
    assert_eq!(check::wrong_facts(&pool).await.len(), 1);
}

/// The control of the control: the same run, with a server that keeps its word.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_finds_nothing_wrong_with_a_server_that_keeps_its_word() {
    let found = problems_after(&[], Answered::AfterCommit).await;
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_finds_a_database_that_forgets() {
    let found = problems_after(&[("synchronous_commit", "off")], Answered::AfterCommit).await;
    assert!(found.iter().any(|problem| problem.ends_with("acknowledged commands are lost")), "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_finds_an_answer_before_the_commit() {
    let found = problems_after(&[], Answered::BeforeCommit).await;
    assert!(found.iter().any(|problem| problem.ends_with("acknowledged commands are lost")), "{found:?}");
}
