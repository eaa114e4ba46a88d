//! A PostgreSQL left behind by a supervisor that was killed where the kernel does not pass the news on.

use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::{EmbeddedError, error::During};

/// After this long a fast shutdown becomes an immediate one; recovery then repairs what it skipped.
const PATIENCE: Duration = Duration::from_mins(1);

/// Stops an orphan on this cluster, and clears a pid file that names a stranger.
pub fn put_to_rest(cluster: &Path) -> Result<(), EmbeddedError> {
    let pid_file = cluster.join("postmaster.pid");
    let Some(pid) = named_in(&pid_file) else { return Ok(()) };
    if test_kill_process(pid).is_err() {
        return Ok(());
    }
    if !serves(pid, cluster) {
        return fs::remove_file(&pid_file).during(|| format!("cannot remove {}", pid_file.display()));
    }
    stop(pid, Signal::INT);
    stop(pid, Signal::QUIT);
    Ok(())
}

fn named_in(pid_file: &Path) -> Option<Pid> {
    let text = fs::read_to_string(pid_file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

/// Pids are used again: only the command line tells whether this one is a PostgreSQL, and on our data.
fn serves(pid: Pid, cluster: &Path) -> bool {
    let arguments = match fs::read(format!("/proc/{pid}/cmdline")) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => from_ps(pid).unwrap_or_default(),
    };
    arguments.contains(&*cluster.to_string_lossy())
}

fn from_ps(pid: Pid) -> Option<String> {
    let output = Command::new("ps").args(["-ww", "-o", "args=", "-p", &pid.to_string()]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// It is no child of ours, so there is nothing to wait on but its pid.
fn stop(pid: Pid, how: Signal) {
    let since = Instant::now();
    let mut alive = kill_process(pid, how).is_ok();
    while alive && since.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(20));
        alive = test_kill_process(pid).is_ok();
    }
}
