//! Why the embedded PostgreSQL cannot serve, each as one sentence for the operator.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "PostgreSQL {floor} or newer is not installed: install it (Debian, Ubuntu: `apt-get install postgresql`; \
         Fedora: `dnf install postgresql-server`; macOS: `brew install postgresql@17`), or set PG_BIN to the folder \
         of `initdb` and `postgres`, or set DATABASE_URL to a server of your own"
    )]
    NotInstalled { floor: u32 },
    #[error(
        "the data in {data} was written by PostgreSQL {wanted}, which is not installed: install postgresql-{wanted}"
    )]
    OtherVersion { data: PathBuf, wanted: u32 },
    #[error("another annals (supervisor {holder}) is using {data}: stop it, or choose another data_dir")]
    InUse { data: PathBuf, holder: String },
    #[error(
        "PostgreSQL cannot run as root, and there is neither a `postgres` nor a `nobody` account to run it as"
    )]
    NoAccount,
    #[error("the account `{account}`, which runs PostgreSQL, cannot enter {folder}: choose another data_dir")]
    Unreachable { account: String, folder: PathBuf },
    #[error("{folder} belongs to somebody else or is open to others: remove it, or choose another data_dir")]
    ForeignFolder { folder: PathBuf },
    #[error("initdb failed: {0}")]
    Initdb(String),
    #[error("PostgreSQL stopped before it was ready; {log} says why: {last}")]
    NotStarted { log: PathBuf, last: String },
    #[error("{0}")]
    Supervisor(String),
    #[error("{what}: {source}")]
    Io { what: String, source: io::Error },
}

/// Names what was being done when the operating system refused.
pub trait During<T> {
    fn during(self, what: impl FnOnce() -> String) -> Result<T, EmbeddedError>;
}

impl<T> During<T> for io::Result<T> {
    fn during(self, what: impl FnOnce() -> String) -> Result<T, EmbeddedError> {
        self.map_err(|source| EmbeddedError::Io { what: what(), source })
    }
}
