//! `annals config check`: what the server would run with, secrets hidden.

use crate::{Failure, config::Config, output::Output};

pub fn run(config: &Config, out: Output) -> Result<(), Failure> {
    out.say(toml::to_string(config)?, &serde_json::to_value(config)?);
    Ok(())
}
