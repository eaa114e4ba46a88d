//! The server, as a process that can be killed.

use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStderr, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::{annals, postgres::Postgres};

pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Returns when it says that it is ready.
    pub fn start(postgres: &Postgres, folder: &TempDir) -> Self {
        let mut child = annals()
            .arg("serve")
            .current_dir(folder)
            .env("DATABASE_URL", &postgres.url)
            .env("ANNALS_DATA_DIR", folder.path())
            .env("ANNALS_HTTP_LISTEN", "127.0.0.1:0")
            .env("ANNALS_HTTP_METRICS_LISTEN", "127.0.0.1:0")
            .env("ANNALS_TELEMETRY_LOG", "error,annals::serve=info")
            .env("ANNALS_TELEMETRY_FORMAT", "json")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = ready(&mut lines);
        // Errors are expected while PostgreSQL is away, and a full pipe would stop the server.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, address }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, as often as it takes; it may not take longer than this.
    pub fn stop(mut self, signals: usize, patience: Duration) {
        let (pid, since) = (Pid::from_child(&self.child), Instant::now());
        for _ in 0..signals {
            kill_process(pid, Signal::TERM).unwrap();
            // Two that come at once are one.
            thread::sleep(Duration::from_millis(100));
        }
        while self.child.try_wait().unwrap().is_none() {
            assert!(since.elapsed() < patience, "it does not stop");
            thread::sleep(Duration::from_millis(10));
        }
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
