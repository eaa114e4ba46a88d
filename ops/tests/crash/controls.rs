//! Servers that break their word, so that we know the check would notice.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use commands::Commands;
use futures::future::join_all;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Executor as _, PgPool, Transaction};
use tokio::{runtime::Runtime, time::sleep};

use crate::{
    check::{self, Acknowledged, Told},
    postgres::{self, Postgres},
    world::{self, CLIENTS, World, caller},
};

/// When a client takes a command for done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// When the appender says so.
    AfterCommit,
    /// When it was handed over.
    BeforeCommit,
}

/// Commands that are answered before anything is killed.
const ENOUGH: usize = 200;

/// Draws on the library itself (the server would refuse such a database), kills everything meanwhile, and says
/// what the check finds.
pub async fn problems_after(settings: &'static [(&str, &str)], answered: Answered) -> Vec<String> {
    let postgres = Postgres::start();
    let pool = postgres.pool().await;
    let world = World::new(pool.clone()).await;
    keep_in_memory(&pool).await;
    let told = Arc::new(Mutex::new(Told::default()));
    let server = Runtime::new().unwrap();
    server.spawn(serve(postgres.url.clone(), settings, world, told.clone(), answered));
    while told.lock().unwrap().acknowledged.len() < ENOUGH {
        sleep(Duration::from_millis(1)).await;
    }
    let held = if answered == Answered::BeforeCommit { Some(hold_commits(&pool).await) } else { None };
    server.shutdown_background();
    postgres.kill();
    drop(held);
    postgres.back().await;
    let told = told.lock().unwrap().clone();
    check::problems(&postgres.pool().await, &told).await
}

/// Stops the process that writes what nobody waits for: until there is much of it, it stays in PostgreSQL's memory.
async fn keep_in_memory(pool: &PgPool) {
    let question = "select pid from pg_stat_activity where backend_type = 'walwriter'";
    let pid: i32 = sqlx::query_scalar(question).fetch_one(pool).await.unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::STOP).unwrap();
}

/// Keeps the head of the log; returns when somebody waits to append.
async fn hold_commits(pool: &PgPool) -> Transaction<'static, sqlx::Postgres> {
    let mut transaction = pool.begin().await.unwrap();
    transaction.execute("select from log_head for update").await.unwrap();
    let waiting = "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock'";
    while !sqlx::query_scalar::<_, bool>(waiting).fetch_one(pool).await.unwrap() {
        sleep(Duration::from_millis(1)).await;
    }
    transaction
}

async fn serve(
    url: String,
    settings: &'static [(&str, &str)],
    world: World,
    told: Arc<Mutex<Told>>,
    answered: Answered,
) {
    let commands = world::commands(postgres::pool(&url, settings).await);
    join_all((0..CLIENTS).map(|client| draw(client, &world, &commands, &told, answered))).await;
}

async fn draw(client: usize, world: &World, commands: &Commands, told: &Mutex<Told>, answered: Answered) {
    let account = world.people[client].account;
    for nth in 0.. {
        let ((image, draw), caller) = (world.draw(client, nth), caller(account));
        let tell = |position| {
            let command = caller.command.uuid();
            let promise = Acknowledged { command, account, facts: (1, 1), position };
            told.lock().unwrap().acknowledged.push(promise);
        };
        if answered == Answered::BeforeCommit {
            tell(None);
        }
        let receipt = commands.labels.draw(caller, image, draw).await;
        if answered == Answered::AfterCommit {
            tell(Some(receipt.unwrap().position));
        }
    }
}
