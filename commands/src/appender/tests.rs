//! Lines that go dead, and servers that do not answer.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::{
    Append, AppendError, CommandRow, EventRow, batch,
    line::{Line, Timeouts},
};
use crate::ids::mint;
use domain::testing::{ALICE, noon};
use projections::inline::Rows;
use sqlx::{PgPool, Postgres, Transaction, postgres::PgPoolOptions};
use tempfile::TempDir;
use tokio::{
    io::copy_bidirectional,
    net::{UnixListener, UnixStream},
    sync::{oneshot, watch},
};

const SOON: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(1);

type Answer = oneshot::Receiver<Result<i64, AppendError>>;

/// A way to PostgreSQL that can go dead as when a cable is pulled: nothing is closed, and nothing arrives.
struct Wire {
    cut: watch::Sender<()>,
    pool: PgPool,
    _folder: TempDir,
}

impl Wire {
    fn to(pool: &PgPool) -> Self {
        let options = pool.connect_options();
        let name = format!(".s.PGSQL.{}", options.get_port());
        let server = options.get_socket().expect("the tests' PostgreSQL is behind a socket").join(&name);
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(name)).unwrap();
        let cut = watch::Sender::new(());
        tokio::spawn(relay(listener, server, cut.clone()));
        let through = options.as_ref().clone().socket(folder.path());
        let pool = PgPoolOptions::new().max_connections(4).connect_lazy_with(through);
        Self { cut, pool, _folder: folder }
    }

    /// Connections that are there stay as they are, for ever; new ones work.
    fn cut(&self) {
        self.cut.send_replace(());
    }
}

async fn relay(listener: UnixListener, server: PathBuf, cut: watch::Sender<()>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let (server, mut cut) = (server.clone(), cut.subscribe());
        tokio::spawn(async move {
            let mut far = UnixStream::connect(server).await.unwrap();
            tokio::select! {
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = cut.changed() => std::future::pending().await,
            }
        });
    }
}

fn timeouts() -> Timeouts {
    Timeouts { fresh: LONG, ping: SOON, statement: SOON }
}

/// A command that makes the first fact of a stream of its own.
fn command() -> (Append, Answer) {
    let (stream_id, id, account) = (mint(noon()), mint(noon()), ALICE.uuid());
    let event = EventRow {
        stream_id,
        sequence: 1,
        stream_type: "team",
        r#type: "TeamFounded",
        version: 1,
        payload: "{}".to_owned(),
        account,
        at: noon(),
        command: id,
        correlation: id,
        causation: None,
        via: "api",
        image_set: None,
        team: None,
        position: 1,
    };
    let command = CommandRow { id, account, stream_id, last_position: 0, at: noon(), asked: vec![] };
    let (answer, answered) = oneshot::channel();
    (Append { events: vec![event], command, rows: Rows::default(), answer }, answered)
}

fn again(append: &Append) -> (Append, Answer) {
    let (answer, answered) = oneshot::channel();
    let (events, command) = (append.events.clone(), append.command.clone());
    (Append { events, command, rows: Rows::default(), answer }, answered)
}

/// Keeps the head of the log.
async fn hold(pool: &PgPool) -> Transaction<'static, Postgres> {
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("select from log_head for update").execute(&mut *transaction).await.unwrap();
    transaction
}

async fn until(question: &str, pool: &PgPool) {
    while !sqlx::query_scalar::<_, bool>(question).fetch_one(pool).await.unwrap() {
        tokio::task::yield_now().await;
    }
}

const SOMEBODY_WAITS: &str = "select count(*) > 0 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'";

#[sqlx::test(migrations = "../migrations")]
async fn a_line_that_went_dead_while_idle_is_replaced(pool: PgPool) {
    let wire = Wire::to(&pool);
    let asked_first = Timeouts { fresh: Duration::ZERO, ..timeouts() };
    let mut line = Line::new(wire.pool.clone(), asked_first);
    assert_eq!(batch::write(&mut line, vec![command().0]).await, Some(1));
    wire.cut();
    let written = tokio::time::timeout(LONG, batch::write(&mut line, vec![command().0]));
    assert_eq!(written.await.expect("it is given up"), Some(2));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_line_that_goes_dead_is_given_up_and_the_command_can_be_sent_again(pool: PgPool) {
    let wire = Wire::to(&pool);
    let mut line = Line::new(wire.pool.clone(), timeouts());
    assert_eq!(batch::write(&mut line, vec![command().0]).await, Some(1));
    wire.cut();
    let (append, answered) = command();
    let (repeated, _answered) = again(&append);
    let written = tokio::time::timeout(LONG, batch::write(&mut line, vec![append]));
    assert_eq!(written.await.expect("it is given up"), None);
    assert_eq!(answered.await.unwrap(), Err(AppendError::Unavailable));
    assert_eq!(batch::write(&mut line, vec![repeated]).await, Some(2));
}

/// The line dies between the commit and the answer.
#[sqlx::test(migrations = "../migrations")]
async fn commands_whose_answer_was_lost_are_looked_up(pool: PgPool) {
    let wire = Wire::to(&pool);
    let mut line = Line::new(wire.pool.clone(), timeouts());
    let held = hold(&pool).await;
    let (appends, answers): (Vec<_>, Vec<_>) = (0..3).map(|_| command()).unzip();
    let writing = tokio::spawn(async move { batch::write(&mut line, appends).await });
    until(SOMEBODY_WAITS, &pool).await;
    wire.cut();
    held.rollback().await.unwrap();
    assert_eq!(writing.await.unwrap(), Some(3));
    for (position, answered) in (1..).zip(answers) {
        assert_eq!(answered.await.unwrap(), Ok(position));
    }
}

/// Each on its own would wait as long as the first.
#[sqlx::test(migrations = "../migrations")]
async fn a_batch_that_nobody_answers_is_given_up_as_one(pool: PgPool) {
    let mut line = Line::new(pool.clone(), timeouts());
    let held = hold(&pool).await;
    let (mut appends, answers): (Vec<_>, Vec<_>) = (0..50).map(|_| command()).unzip();
    let (one, told) = again(&appends[7]);
    let begun = Instant::now();
    assert_eq!(batch::write(&mut line, std::mem::take(&mut appends)).await, None);
    assert!(begun.elapsed() < 10 * SOON, "{:?}", begun.elapsed());
    for answered in answers {
        assert_eq!(answered.await.unwrap(), Err(AppendError::Unavailable));
    }
    // The server goes on with what it was told. Whoever sends a command again learns that it had its effect.
    held.rollback().await.unwrap();
    until("select position = 50 from log_head", &pool).await;
    assert_eq!(batch::write(&mut line, vec![one]).await, None);
    assert_eq!(told.await.unwrap(), Err(AppendError::Repeated));
}

#[sqlx::test(migrations = "../migrations")]
async fn one_bad_command_harms_nobody(pool: PgPool) {
    let mut line = Line::new(pool.clone(), timeouts());
    let (good, one) = command();
    let (bad, two) = again(&good);
    let (other, three) = command();
    assert_eq!(batch::write(&mut line, vec![good, bad, other]).await, Some(2));
    assert_eq!(one.await.unwrap(), Ok(1));
    assert!(matches!(two.await.unwrap(), Err(AppendError::Conflict | AppendError::Repeated)));
    assert_eq!(three.await.unwrap(), Ok(2));
}
