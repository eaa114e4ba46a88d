//! The first start: a new cluster, made in a side folder so that a half-made one is never taken for a whole.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::process::CommandExt,
    process::{Command, Output, Stdio},
};

use super::{
    EmbeddedError, SystemAccount,
    binaries::Binaries,
    error::During,
    places::{Places, private_folder},
};

pub fn initialise(
    places: &Places,
    binaries: &Binaries,
    account: &SystemAccount,
) -> Result<(), EmbeddedError> {
    let unfinished = &places.unfinished;
    if unfinished.exists() {
        fs::remove_dir_all(unfinished).during(|| format!("cannot remove {}", unfinished.display()))?;
    }
    private_folder(unfinished, account)?;
    initdb(places, binaries, account)?;
    create_database(places, binaries, account)?;
    fs::rename(unfinished, &places.cluster).during(|| format!("cannot name {}", places.cluster.display()))?;
    File::open(&places.data)
        .and_then(|folder| folder.sync_all())
        .during(|| "cannot sync the data folder".into())
}

/// Trust is safe here: the socket's folder may be entered by the account that runs the server, and by nobody else.
fn initdb(places: &Places, binaries: &Binaries, account: &SystemAccount) -> Result<(), EmbeddedError> {
    let output = command(binaries, "initdb", account)
        .arg("--pgdata")
        .arg(&places.unfinished)
        .args(["--username", "annals", "--encoding", "UTF8", "--locale", "C", "--data-checksums"])
        .args(["--auth-local", "trust", "--auth-host", "reject", "--no-instructions"])
        .output()
        .during(|| "cannot start initdb".into())?;
    succeeded(&output)
}

fn create_database(
    places: &Places,
    binaries: &Binaries,
    account: &SystemAccount,
) -> Result<(), EmbeddedError> {
    let mut child = command(binaries, "postgres", account)
        .arg("--single")
        .arg("-D")
        .arg(&places.unfinished)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .during(|| "cannot start postgres".into())?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(b"create database annals;\n").during(|| "cannot speak to postgres".into())?;
    }
    succeeded(&child.wait_with_output().during(|| "cannot hear postgres".into())?)
}

fn succeeded(output: &Output) -> Result<(), EmbeddedError> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(EmbeddedError::Initdb(said.lines().collect::<Vec<_>>().join("; ")))
}

/// A program of PostgreSQL's, run as `account`, with nothing of our environment that could bend it.
pub fn command(binaries: &Binaries, program: &str, account: &SystemAccount) -> Command {
    let mut command = Command::new(binaries.program(program));
    command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    if account.other {
        command.uid(account.user).gid(account.group);
    }
    command
}
