//! `annals serve` on a throwaway data folder and free ports.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, ChildStderr, Command, ExitStatus, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

pub fn annals(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(arguments).env_remove("DATABASE_URL");
    command
}

pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let open = fs::Permissions::from_mode(0o755);
        Self(tempfile::Builder::new().permissions(open).tempdir().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = annals(arguments);
        command
            .current_dir(&self.0)
            .env("ANNALS_DATA_DIR", self.0.path().join("var"))
            .env("ANNALS_HTTP_LISTEN", "127.0.0.1:0")
            .env("ANNALS_HTTP_METRICS_LISTEN", "127.0.0.1:0")
            .stderr(Stdio::piped());
        command
    }

    /// Returns when the server says it is ready.
    pub fn serve(&self) -> Server {
        let mut child = self.command(&["serve"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let address = ready(&mut lines);
        Server { child, address, _lines: lines }
    }

    pub fn refusal(&self, environment: &[(&str, &str)]) -> String {
        self.refusal_of(&["serve"], environment)
    }

    pub fn refusal_of(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let mut command = self.command(arguments);
        let output = command.envs(environment.iter().copied()).output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        said.lines().filter(|line| !line.starts_with('{')).collect::<Vec<_>>().join("\n")
    }

    /// To its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.0.path().join(name)).unwrap().permissions().mode() & 0o777
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.0.path().join("var/postgres.log")).unwrap()
    }
}

fn ready(lines: &mut BufReader<ChildStderr>) -> String {
    let mut said = String::new();
    for line in lines.lines().map_while(Result::ok) {
        let entry: Value = serde_json::from_str(&line).unwrap_or_default();
        if entry["message"] == "ready" {
            return entry["listen"].as_str().unwrap().to_owned();
        }
        said.push_str(&line);
    }
    panic!("it did not start: {said}");
}

pub struct Server {
    child: Child,
    pub address: String,
    /// Kept open: a log nobody reads must still be written somewhere.
    _lines: BufReader<ChildStderr>,
}

impl Server {
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn stop(mut self, signal: Signal) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Database {
    child: Child,
    pub url: String,
}

impl Database {
    /// A PostgreSQL beside the server's own, as an operator would bring one.
    pub fn start() -> Self {
        let mut command =
            annals(&["postgres", "run", "--", "sh", "-c", "echo \"$DATABASE_URL\"; read end; true"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
