//! The program on a free port, and bytes sent to it.

use std::{
    io::{BufRead as _, BufReader, Lines},
    process::{Child, ChildStderr, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use sqlx::{ConnectOptions as _, PgPool};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

pub struct Server {
    child: Child,
    pub address: String,
    log: Arc<Mutex<Vec<String>>>,
    _folder: TempDir,
}

impl Server {
    /// Returns when it says that it is ready.
    pub fn start(pool: &PgPool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = std::env::var_os("ANNALS_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_annals").into());
        let mut child = Command::new(program)
            .arg("serve")
            .current_dir(&folder)
            .env("DATABASE_URL", pool.connect_options().to_url_lossy().to_string())
            .env("ANNALS_DATA_DIR", folder.path())
            .env("ANNALS_HTTP_LISTEN", "127.0.0.1:0")
            .env("ANNALS_HTTP_METRICS_LISTEN", "127.0.0.1:0")
            .env("ANNALS_TELEMETRY_FORMAT", "json")
            // Impatient, so that tests need not be patient.
            .env("ANNALS_LIMITS_HEADER_SECONDS", "2")
            .env("ANNALS_LIMITS_BODY_SECONDS", "2")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = ready(&mut lines);
        let log = Arc::<Mutex<Vec<String>>>::default();
        let kept = log.clone();
        // A full pipe would stop the server.
        thread::spawn(move || lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push(line)));
        Self { child, address, log, _folder: folder }
    }

    /// What the server says to these bytes until it closes the connection.
    pub async fn answer(&self, bytes: &[u8]) -> Answer {
        Answer(String::from_utf8_lossy(&self.said(bytes).await).into_owned())
    }

    /// The body of an answer that is no text.
    pub async fn bytes(&self, request: &[u8]) -> Vec<u8> {
        let said = self.said(request).await;
        let head = said.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        said[head + 4..].to_vec()
    }

    async fn said(&self, bytes: &[u8]) -> Vec<u8> {
        let stream = TcpStream::connect(&self.address).await.unwrap();
        let (mut from, mut to) = stream.into_split();
        // It may answer and hang up before all is sent.
        let sending = async { drop(to.write_all(bytes).await) };
        let mut said = Vec::new();
        let reading = async { drop(from.read_to_end(&mut said).await) };
        tokio::join!(sending, reading);
        said
    }
}

impl Server {
    /// The first line that the server wrote, or writes, of which this holds.
    pub async fn line(&self, wanted: impl Fn(&Value) -> bool) -> String {
        let fits = |line: &&String| serde_json::from_str(line).is_ok_and(|entry| wanted(&entry));
        let found = async {
            loop {
                if let Some(line) = self.log.lock().unwrap().iter().find(fits) {
                    return line.clone();
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.expect("it writes no such line")
    }

    /// What it has written so far.
    pub fn lines(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// As an operator, or a service manager, would.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Whether the process has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }
}

fn ready(lines: &mut Lines<BufReader<ChildStderr>>) -> String {
    let mut said = String::new();
    for line in lines.map_while(Result::ok) {
        let entry: Value = serde_json::from_str(&line).unwrap_or_default();
        if entry["message"] == "ready" {
            return entry["listen"].as_str().unwrap().to_owned();
        }
        said.push_str(&line);
    }
    panic!("it did not start: {said}");
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// As it came: head and body.
#[derive(Debug)]
pub struct Answer(pub String);

impl Answer {
    pub fn status(&self) -> u16 {
        self.0.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.0.split("\r\n\r\n").next().unwrap_or_default();
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        let body = self.0.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {}", self.0))
    }

    /// The last of a stream's messages.
    pub fn last_message(&self) -> Value {
        let mut messages = self.0.lines().filter_map(|line| line.strip_prefix("data: "));
        serde_json::from_str(messages.next_back().expect("a message")).unwrap()
    }
}
