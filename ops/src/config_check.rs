//! `annals config check`: what the server would run with, secrets hidden.

use crate::{Failure, config::Config};

pub fn run(config: &Config) -> Result<(), Failure> {
    print!("{}", toml::to_string(config)?);
    Ok(())
}
