//! A server as a process of its own.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use annals::Failure;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

pub struct Server {
    child: Child,
    pub address: String,
    /// From the start of the process to the line that says ready.
    pub took: Duration,
}

impl Server {
    /// On a database that runs, or, without one, on its own below the folder.
    pub async fn start(annals: &Path, folder: &Path, database: Option<&str>) -> Result<Self, Failure> {
        fs::create_dir_all(folder)?;
        let mut command = Command::new(annals);
        command.arg("serve").current_dir(folder).env_remove("DATABASE_URL").kill_on_drop(true);
        command.env("ANNALS_DATA_DIR", folder);
        command.env("ANNALS_HTTP_LISTEN", "127.0.0.1:0").env("ANNALS_HTTP_METRICS_LISTEN", "127.0.0.1:0");
        command.env("ANNALS_TELEMETRY_LOG", "warn,annals::serve=info").env("ANNALS_TELEMETRY_FORMAT", "json");
        if let Some(url) = database {
            command.env("DATABASE_URL", url);
        }
        let begun = Instant::now();
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let stderr = child.stderr.take().ok_or("standard error was asked for as a pipe")?;
        let mut lines = BufReader::new(stderr).lines();
        let mut said = String::new();
        while let Some(line) = lines.next_line().await? {
            let entry: Value = serde_json::from_str(&line).unwrap_or_default();
            if entry["message"] == "ready" {
                let took = begun.elapsed();
                let address = entry["listen"].as_str().unwrap_or_default().to_owned();
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { child, address, took });
            }
            said.push_str(&line);
        }
        Err(format!("the server did not start: {said}").into())
    }

    /// Kibibytes that the process holds in memory now, and at the most since `forget_peak`.
    pub fn resident(&self) -> Result<(u64, u64), Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        Ok((field("VmRSS:").ok_or("no VmRSS")?, field("VmHWM:").ok_or("no VmHWM")?))
    }

    pub fn forget_peak(&self) -> Result<(), Failure> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.pid()), "5")?)
    }

    pub async fn stop(mut self) -> Result<(), Failure> {
        if let Some(pid) = Pid::from_raw(self.pid().cast_signed()) {
            kill_process(pid, Signal::TERM)?;
        }
        self.child.wait().await?;
        Ok(())
    }

    fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }
}
