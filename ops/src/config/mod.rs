//! What an operator may decide, from `annals.toml` and the environment. One file per section.

mod accounts;
mod database;
mod environment;
mod error;
mod http;
mod limits;
mod network;
mod proof;
mod secret;
mod section;
mod storage;
mod telemetry;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use toml::Table;

pub use accounts::Accounts;
pub use database::Database;
pub use error::ConfigError;
pub use http::{Http, SaidIn};
pub use limits::{Enforced, Limits};
pub use network::Network;
pub use proof::Proof;
pub use secret::Secret;
use section::Section;
pub use storage::Storage;
pub use telemetry::{LogFormat, Telemetry};

/// Read when it is there and `--config` names no other.
const DEFAULT_FILE: &str = "annals.toml";

/// Every section there is. Reading, the environment's names, the checks and what is printed go by this list.
macro_rules! sections {
    ($($name:ident: $section:ty,)*) => {
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Config {
            /// Where the embedded PostgreSQL and, unless `storage` says otherwise, the images are. `./var` when not given.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub data_dir: Option<PathBuf>,
            $(pub $name: $section,)*
        }

        impl Config {
            const SECTIONS: &[&str] = &[$(stringify!($name)),*];

            fn checked(&self) -> Result<(), ConfigError> {
                $(section::check(stringify!($name), &self.$name)?;)*
                Ok(())
            }
        }
    };
}

sections! {
    http: Http,
    database: Database,
    storage: Storage,
    limits: Limits,
    accounts: Accounts,
    proof: Proof,
    telemetry: Telemetry,
}

impl Config {
    /// The file, then the environment over it, then whether all of it makes sense.
    pub fn load(
        named: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = table_from_file(named)?;
        environment::overlay(&mut table, environment)?;
        let config = Self::deserialize(table).expect("every step was checked");
        config.checked()?;
        Ok(config)
    }
}

fn table_from_file(named: Option<&Path>) -> Result<Table, ConfigError> {
    let file = named.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(ConfigError::Unreadable { file: file.to_owned(), source }),
    };
    let refused = |error| ConfigError::file(file, &text, &error);
    // Read as a configuration first: only then do errors know their line.
    toml::from_str::<Config>(&text).map_err(refused)?;
    toml::from_str(&text).map_err(refused)
}

#[cfg(test)]
mod tests;
