//! The server's end: a running PostgreSQL to connect to, as long as this lives.

use std::{env, io, path::Path, process::Stdio, time::Duration};

use sqlx::{Connection as _, PgConnection};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use super::{EmbeddedError, error::During, places::Places};

/// The hidden subcommand that makes this binary a supervisor.
pub const SUPERVISOR: &str = "postgres-supervisor";

/// A socket on this machine answers at once or not at all.
const GREETING: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub struct Cluster {
    url: String,
    supervisor: Child,
    /// Closed by whatever ends this process; that is the whole protocol.
    lifeline: Option<ChildStdin>,
    news: Lines<BufReader<ChildStdout>>,
}

impl Cluster {
    /// The address of one that another process runs on this folder, if there is one.
    pub async fn running(data: &Path) -> Option<String> {
        let url = Places::below(data).ok()?.url();
        let connection = timeout(GREETING, PgConnection::connect(&url)).await.ok()?.ok()?;
        connection.close().await.ok()?;
        Some(url)
    }

    /// Returns when PostgreSQL takes connections. The first start makes the cluster.
    pub async fn start(data: &Path) -> Result<Self, EmbeddedError> {
        let mut supervisor = spawn(data).during(|| "cannot start the supervisor of PostgreSQL".into())?;
        let lifeline = supervisor.stdin.take();
        let stdout = supervisor.stdout.take().expect("standard output was asked for as a pipe");
        let mut news = BufReader::new(stdout).lines();
        let first = news.next_line().await.during(|| "cannot hear the supervisor".into())?;
        match first.as_deref().and_then(|line| line.split_once(' ')) {
            Some(("ready", url)) => Ok(Self { url: url.to_owned(), supervisor, lifeline, news }),
            Some(("failed", sentence)) => Err(EmbeddedError::Supervisor(sentence.to_owned())),
            _ => {
                Err(EmbeddedError::Supervisor("the supervisor of PostgreSQL ended without a word".to_owned()))
            }
        }
    }

    /// What `DATABASE_URL` would hold.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns when PostgreSQL is gone for good, and why. A crash it recovers from is not told.
    pub async fn lost(&mut self) -> EmbeddedError {
        while let Ok(Some(line)) = self.news.next_line().await {
            if let Some(sentence) = line.strip_prefix("failed ") {
                return EmbeddedError::Supervisor(sentence.to_owned());
            }
        }
        EmbeddedError::Supervisor("the supervisor of PostgreSQL is gone".to_owned())
    }

    /// Returns when everything is written and PostgreSQL has ended. Dropping does the same without waiting.
    pub async fn stop(mut self) {
        drop(self.lifeline.take());
        let _ = self.supervisor.wait().await;
    }
}

/// In a process group of its own: Ctrl-C in a terminal is meant for the server.
fn spawn(data: &Path) -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .arg(SUPERVISOR)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
}
