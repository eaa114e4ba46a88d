//! `annals postgres run`: any command beside a PostgreSQL of its own.

use std::{
    ffi::OsString,
    fs::Permissions,
    io,
    os::unix::{fs::PermissionsExt, process::ExitStatusExt},
    path::{Path, PathBuf},
    process::{ExitCode, ExitStatus},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
};

use crate::{Failure, embedded::Cluster};

pub async fn run(data: Option<PathBuf>, command: &[OsString]) -> Result<ExitCode, Failure> {
    let throwaway = if data.is_none() { Some(throwaway()?) } else { None };
    let folder = data.as_deref().or(throwaway.as_ref().map(TempDir::path)).unwrap_or(Path::new("."));
    let mut cluster = Cluster::start(folder).await?;
    let status = beside(&mut cluster, command).await;
    cluster.stop().await;
    Ok(exit_code(status?))
}

/// Open to pass through: when we are root, PostgreSQL runs as somebody else.
fn throwaway() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix("annals-").permissions(Permissions::from_mode(0o711)).tempdir()
}

async fn beside(cluster: &mut Cluster, command: &[OsString]) -> Result<ExitStatus, Failure> {
    let (program, arguments) = command.split_first().expect("clap requires at least one word");
    let mut interrupts = signal(SignalKind::interrupt())?;
    let mut terminations = signal(SignalKind::terminate())?;
    let mut child = Command::new(program).args(arguments).env("DATABASE_URL", cluster.url()).spawn()?;
    loop {
        tokio::select! {
            status = child.wait() => return Ok(status?),
            // The terminal has told the child as well; what it makes of it is its own affair.
            _ = interrupts.recv() => {}
            _ = terminations.recv() => pass_on(&child),
            loss = cluster.lost() => {
                pass_on(&child);
                return Err(loss.into());
            }
        }
    }
}

fn pass_on(child: &Child) {
    if let Some(pid) = child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
        let _ = kill_process(pid, Signal::TERM);
    }
}

/// A command ended by a signal answers like a shell: 128 and the signal's number.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
