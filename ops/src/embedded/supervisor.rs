//! Stands between the server and PostgreSQL, so that the second never outlives the first.

use std::{
    fs,
    io::{self, Write},
    os::fd::AsFd,
    path::Path,
    time::Duration,
};

use tokio::{
    io::AsyncReadExt,
    net::unix::pipe,
    signal::unix::{SignalKind, signal},
    time::sleep,
};

use super::{
    EmbeddedError, SystemAccount,
    binaries::Binaries,
    error::During,
    initdb::initialise,
    lock::Lock,
    orphan,
    places::{Places, private_folder},
    postgres::Postgres,
};

/// The last processes of a crashed PostgreSQL need a moment to let go of its memory; until then none starts.
const ATTEMPTS: usize = 20;
const BREATH: Duration = Duration::from_millis(200);

/// Runs until the server at the other end of standard input is gone. The first line on standard output is for it.
pub async fn supervise(data: &Path) -> Result<(), EmbeddedError> {
    let outcome = run(data).await;
    if let Err(error) = &outcome {
        say(&format!("failed {error}"));
    }
    outcome
}

async fn run(data: &Path) -> Result<(), EmbeddedError> {
    leave_signals_to_the_server().during(|| "cannot handle signals".into())?;
    let mut server = ServerPipe::from_stdin().during(|| "the supervisor is started by annals only".into())?;
    let places = Places::below(data)?;
    let mut lock = Lock::take(&places)?;
    let (binaries, account) = prepare(&places)?;
    let mut attempts = 0;
    loop {
        let mut postgres = Postgres::start(&places, &binaries, &account)?;
        let was_ready = tokio::select! {
            was_ready = serve(&mut postgres, &places) => was_ready,
            () = server.gone() => {
                lock.stopping();
                postgres.stop().await;
                places.leave();
                return Ok(());
            }
        };
        attempts = if was_ready { 0 } else { attempts + 1 };
        if attempts == ATTEMPTS {
            return Err(not_started(&places));
        }
        sleep(BREATH).await;
    }
}

/// Everything up to the first start of PostgreSQL.
fn prepare(places: &Places) -> Result<(Binaries, SystemAccount), EmbeddedError> {
    let account = SystemAccount::to_run_as()?;
    if let Some(folder) = account.barred_at(&places.data) {
        return Err(EmbeddedError::Unreachable { account: account.name, folder });
    }
    let binaries = Binaries::find(&places.cluster)?;
    if !places.cluster.exists() {
        initialise(places, &binaries, &account)?;
    }
    private_folder(&places.socket, &account)?;
    orphan::put_to_rest(&places.cluster)?;
    Ok((binaries, account))
}

/// Returns when PostgreSQL has ended by itself, and whether it had been ready.
async fn serve(postgres: &mut Postgres, places: &Places) -> bool {
    let ready = postgres.ready(places).await;
    if ready {
        say(&format!("ready {}", places.url()));
        postgres.ended().await;
    }
    ready
}

/// Ctrl-C and a service manager's stop reach every process; only the server may decide when the database goes.
fn leave_signals_to_the_server() -> io::Result<()> {
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
        // Once asked for, a signal never again ends this process.
        let _ = signal(kind)?;
    }
    Ok(())
}

/// The server reads as far as it is interested; that it no longer does is no failure.
fn say(words: &str) {
    let line = format!("{}\n", words.replace('\n', " "));
    let _ = io::stdout().write_all(line.as_bytes()).and_then(|()| io::stdout().flush());
}

struct ServerPipe(pipe::Receiver);

impl ServerPipe {
    fn from_stdin() -> io::Result<Self> {
        let stdin = io::stdin().as_fd().try_clone_to_owned()?;
        pipe::Receiver::from_owned_fd(stdin).map(Self)
    }

    /// Nothing is ever written into it: it ends when the last process that could is gone.
    async fn gone(&mut self) {
        let mut byte = [0];
        while matches!(self.0.read(&mut byte).await, Ok(1)) {}
    }
}

/// Why it did not start, in PostgreSQL's own words.
fn not_started(places: &Places) -> EmbeddedError {
    let text = fs::read_to_string(&places.log).unwrap_or_default();
    let last = text.lines().rev().find(|line| line.contains("FATAL") || line.contains("PANIC"));
    EmbeddedError::NotStarted { log: places.log.clone(), last: last.unwrap_or("nothing").to_owned() }
}
