//! One `postgres`: started durable and reachable by nobody else, watched, and stopped.

use std::{
    fs::{self, File},
    io,
    os::unix::{fs::OpenOptionsExt, process::CommandExt},
    path::Path,
    process::Stdio,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    time::sleep,
};

use super::{
    EmbeddedError, SystemAccount, binaries::Binaries, error::During, initdb::command, places::Places,
};

/// Given on the command line, where no configuration file and no `alter system` outranks them.
const SETTINGS: [&str; 8] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "logging_collector=off",
    "log_destination=stderr",
    "timezone=UTC",
];

/// Beyond this the log of earlier runs is set aside.
const LOG_KEPT: u64 = 16 << 20;

#[derive(Debug)]
pub struct Postgres {
    child: Child,
}

impl Postgres {
    pub fn start(
        places: &Places,
        binaries: &Binaries,
        account: &SystemAccount,
    ) -> Result<Self, EmbeddedError> {
        let log = open_log(&places.log).during(|| format!("cannot write {}", places.log.display()))?;
        let mut postgres = command(binaries, "postgres", account);
        postgres.arg("-D").arg(&places.cluster);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let folder = places.socket.to_string_lossy().replace('"', "\"\"");
        postgres.arg("-c").arg(format!("unix_socket_directories=\"{folder}\""));
        postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        die_with_us(&mut postgres);
        let child = Command::from(postgres).spawn().during(|| "cannot start postgres".into())?;
        Ok(Self { child })
    }

    /// Whether it came to take connections; if not, it has ended.
    pub async fn ready(&mut self, places: &Places) -> bool {
        let pid_file = places.cluster.join("postmaster.pid");
        loop {
            if says_ready(&pid_file, self.child.id()) {
                return true;
            }
            tokio::select! {
                _ = self.child.wait() => return false,
                () = sleep(Duration::from_millis(10)) => {}
            }
        }
    }

    pub async fn ended(&mut self) {
        let _ = self.child.wait().await;
    }

    /// A fast shutdown: sessions are ended, everything is written, nothing is left to recover.
    pub async fn stop(mut self) {
        if let Some(pid) = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            let _ = kill_process(pid, Signal::INT);
        }
        self.ended().await;
    }
}

/// The file of an earlier run still says "ready", so it must also name this child.
fn says_ready(pid_file: &Path, child: Option<u32>) -> bool {
    let Ok(text) = fs::read_to_string(pid_file) else { return false };
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let pid = lines.first().and_then(|pid| pid.parse().ok());
    pid.is_some() && pid == child && lines.get(7) == Some(&"ready")
}

fn open_log(path: &Path) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|meta| meta.len() > LOG_KEPT) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    File::options().create(true).append(true).mode(0o600).open(path)
}

/// The kernel stops PostgreSQL when the supervisor is killed. The news goes out when the *thread* that started it
/// ends, which is why the supervisor has only one.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "nothing but system calls between fork and exec, and no safe way to get there"
)]
fn die_with_us(postgres: &mut std::process::Command) {
    use rustix::process::{getpid, getppid, set_parent_process_death_signal};
    let supervisor = getpid();
    let tie = move || {
        set_parent_process_death_signal(Some(Signal::INT))?;
        // It may have died before it could be asked to tell.
        if getppid() == Some(supervisor) { Ok(()) } else { Err(rustix::io::Errno::SRCH.into()) }
    };
    // SAFETY: `tie` allocates nothing, takes no lock and calls only prctl and getppid, which are async-signal-safe.
    unsafe { postgres.pre_exec(tie) };
}

/// Elsewhere an orphan is put to rest by the next start.
#[cfg(not(target_os = "linux"))]
fn die_with_us(_postgres: &mut std::process::Command) {}
