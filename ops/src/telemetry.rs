//! What the server says about itself, on standard error: text for people, JSON for machines.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    Failure,
    config::{LogFormat, Telemetry},
};

pub fn start(telemetry: &Telemetry) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&telemetry.log).map_err(|error| format!("telemetry.log: {error}"))?;
    let lines = fmt().with_env_filter(filter).with_writer(stderr);
    match telemetry.format {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).init(),
        LogFormat::Auto if !stderr().is_terminal() => {
            lines.json().flatten_event(true).with_span_list(false).init();
        }
        LogFormat::Auto | LogFormat::Text => lines.with_ansi(stderr().is_terminal()).init(),
    }
    Ok(())
}
