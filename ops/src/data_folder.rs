//! Which folder holds the data.

use std::{
    io,
    path::{Path, PathBuf, absolute},
};

use crate::{config::Config, embedded::SystemAccount};

/// Where a system keeps what its services own.
const SYSTEM: &str = "/var/lib/annals";

#[derive(Debug, PartialEq, Eq)]
pub struct DataFolder {
    pub path: PathBuf,
    /// For the operator, when it is not where they would look.
    pub notice: Option<String>,
}

impl DataFolder {
    /// Started by root, the embedded PostgreSQL runs as somebody else, who may not be able to come here.
    pub fn of(config: &Config) -> io::Result<Self> {
        let path = absolute(config.data_dir.as_deref().unwrap_or(Path::new("var")))?;
        let free = config.data_dir.is_none() && config.database.url.is_none();
        let barred =
            SystemAccount::to_run_as().ok().filter(|_| free).and_then(|account| account.barred_at(&path));
        Ok(match barred {
            None => Self { path, notice: None },
            Some(folder) => Self {
                path: PathBuf::from(SYSTEM),
                notice: Some(format!(
                    "the data is kept in {SYSTEM}: the account that runs PostgreSQL cannot enter {}",
                    folder.display()
                )),
            },
        })
    }
}
