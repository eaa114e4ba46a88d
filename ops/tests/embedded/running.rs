//! A throwaway data folder, and `annals` running on it.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, test_kill_process};
use sqlx::{Connection, PgConnection};

const PATIENCE: Duration = Duration::from_secs(30);

pub fn annals(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(arguments);
    command
}

pub struct Folder {
    path: PathBuf,
    _root: Option<tempfile::TempDir>,
}

impl Folder {
    pub fn new() -> Self {
        let open = fs::Permissions::from_mode(0o755);
        let root = tempfile::Builder::new().permissions(open).tempdir().unwrap();
        Self { path: root.path().to_owned(), _root: Some(root) }
    }

    pub fn below(&self, name: &str) -> Self {
        Self { path: self.path.join(name), _root: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A command that says where the database is, then stays until its standard input ends.
    pub fn run(&self) -> Command {
        let mut command = annals(&["postgres", "run", "--data"]);
        command.arg(&self.path).args(["--", "sh", "-c", "echo \"$DATABASE_URL\"; read end; true"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn refusal(&self) -> String {
        let output = self.run().output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    pub fn postgres(&self) -> Pid {
        self.pid_in("postgres/postmaster.pid").unwrap()
    }

    pub fn supervisor(&self) -> Pid {
        self.pid_in("postgres.lock").unwrap()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path.join("postgres.log")).unwrap()
    }

    pub fn wait_for_another(&self, postgres: Pid) {
        let pid_file = self.path.join("postgres/postmaster.pid");
        eventually("postgres did not come back", || {
            let ready = fs::read_to_string(&pid_file).is_ok_and(|text| text.contains("ready"));
            ready && self.pid_in("postgres/postmaster.pid").is_some_and(|pid| pid != postgres)
        });
    }

    fn pid_in(&self, name: &str) -> Option<Pid> {
        let text = fs::read_to_string(self.path.join(name)).ok()?;
        Pid::from_raw(text.lines().next()?.parse().ok()?)
    }
}

pub struct Running {
    child: Child,
    url: String,
}

impl Running {
    pub fn start(folder: &Folder) -> Self {
        let mut child = folder.run().spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        if url.is_empty() {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("it did not start: {said}");
        }
        Self { child, url: url.trim().to_owned() }
    }

    /// The command ends by itself.
    pub fn end(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }

    /// SIGKILL: no code of ours runs any more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub async fn asked(&self, question: &str) -> String {
        sqlx::query_scalar(question).fetch_one(&mut self.connection().await).await.unwrap()
    }

    pub async fn write_a_note(&self) {
        let mut connection = self.connection().await;
        sqlx::query("create table notes ()").execute(&mut connection).await.unwrap();
        sqlx::query("insert into notes default values").execute(&mut connection).await.unwrap();
    }

    pub async fn notes(&self) -> i64 {
        sqlx::query_scalar("select count(*) from notes")
            .fetch_one(&mut self.connection().await)
            .await
            .unwrap()
    }

    async fn connection(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Whether the process ends, which it may take a moment to.
pub fn gone(pid: Pid) -> bool {
    eventually("the process stayed", || test_kill_process(pid).is_err());
    true
}

fn eventually(otherwise: &str, happened: impl Fn() -> bool) {
    let since = Instant::now();
    while !happened() {
        assert!(since.elapsed() < PATIENCE, "{otherwise}");
        thread::sleep(Duration::from_millis(10));
    }
}
