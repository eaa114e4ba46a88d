//! A PostgreSQL that can be killed, process by process, and comes back.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{
    Connection, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tempfile::TempDir;

use crate::annals;

const PATIENCE: Duration = Duration::from_mins(1);

pub struct Postgres {
    child: Child,
    pub url: String,
    folder: TempDir,
}

impl Postgres {
    /// Beside the server, as an operator would bring one; its data stays when it is killed.
    pub fn start() -> Self {
        let open = fs::Permissions::from_mode(0o755);
        let folder = tempfile::Builder::new().permissions(open).tempdir().unwrap();
        let mut command = annals();
        command.args(["postgres", "run", "--data"]).arg(folder.path());
        command.args(["--", "sh", "-c", "echo \"$DATABASE_URL\"; read end; true"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let postgres = Self { child, url: url.trim().to_owned(), folder };
        let migrated = annals().arg("migrate").env("DATABASE_URL", &postgres.url).status().unwrap();
        assert!(migrated.success());
        postgres
    }

    /// SIGKILL to the postmaster and to everything that it started: whatever was only in memory is gone.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
    }

    /// It answers nothing and closes nothing, until what is returned is dropped.
    pub fn freeze(&self) -> Frozen<'_> {
        self.signal(Signal::STOP);
        Frozen(self)
    }

    fn signal(&self, signal: Signal) {
        let postmaster = self.postmaster();
        let children = fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).unwrap();
        let children = children.split_whitespace().filter_map(|pid| pid.parse().ok());
        for pid in std::iter::once(postmaster).chain(children) {
            // One may have ended by itself meanwhile.
            let _ = kill_process(Pid::from_raw(pid).unwrap(), signal);
        }
    }

    /// Returns when it answers again.
    pub async fn back(&self) {
        let since = Instant::now();
        while PgConnection::connect(&self.url).await.is_err() {
            assert!(since.elapsed() < PATIENCE, "PostgreSQL did not come back");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// A new pool: the connections of an old one are dead after a kill.
    pub async fn pool(&self) -> PgPool {
        pool(&self.url, &[]).await
    }

    fn postmaster(&self) -> i32 {
        let text = fs::read_to_string(self.folder.path().join("postgres/postmaster.pid")).unwrap();
        text.lines().next().unwrap().trim().parse().unwrap()
    }
}

pub async fn pool(url: &str, settings: &[(&str, &str)]) -> PgPool {
    let options: PgConnectOptions = url.parse().unwrap();
    let options = options.options(settings.iter().copied());
    PgPoolOptions::new().max_connections(10).connect_with(options).await.unwrap()
}

pub struct Frozen<'a>(&'a Postgres);

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        self.0.signal(Signal::CONT);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
