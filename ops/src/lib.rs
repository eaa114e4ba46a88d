//! What runs it. A library so that tests stand behind the same guard as people, and measurements are of the same parts;
//! `main` is all there is to it.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

use std::{env, future::Future, process::ExitCode};

use clap::{CommandFactory as _, Parser as _};

mod admin;
mod cli;
pub mod config;
mod config_check;
pub mod data_folder;
pub mod database;
mod demo;
mod embedded;
mod export;
mod fsck;
pub mod http;
mod housekeeping;
mod images;
mod import;
mod log_verify;
mod migrate;
mod output;
mod parts;
mod pool;
mod postgres_run;
mod projections_rebuild;
mod projections_status;
mod proving;
mod serve;
mod server_checks;
mod signed_head_file;
mod signing_key;
pub mod site;
mod spool;
mod target;
mod telemetry;
pub mod work;

use cli::{AdminCommand, Cli, Command, ConfigCommand, LogCommand, PostgresCommand, ProjectionsCommand};
use config::Config;
use output::Output;

pub use embedded::SUPERVISOR;
pub use serve::doors;

/// Whatever ends a command, with a sentence for the person who gave it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What `annals` does with its arguments.
pub fn main() -> ExitCode {
    let out = Output::asked_for();
    match Cli::try_parse() {
        Ok(cli) => run(cli).unwrap_or_else(|failure| out.fail(&failure)),
        Err(error) => out.arguments(&error),
    }
}

fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let config = || Config::load(cli.config.as_deref(), environment()).map_err(output::asked);
    let out = if cli.json { Output::Json } else { Output::Text };
    match cli.command {
        Command::Serve { demo } => together(serve::run(config()?, demo)),
        Command::Admin(AdminCommand::Create { login_name, display_name }) => {
            together(admin::create(config()?, &login_name, display_name.as_deref(), out))
        }
        Command::Admin(AdminCommand::Unlock { login_name }) => {
            together(admin::unlock(config()?, &login_name, out))
        }
        Command::Migrate => together(migrate::run(config()?, out)),
        Command::Projections(ProjectionsCommand::Status) => together(projections_status::run(config()?, out)),
        Command::Projections(ProjectionsCommand::Rebuild { views }) => {
            together(projections_rebuild::run(config()?, views, out))
        }
        Command::Fsck { deep, delete_orphans } => together(fsck::run(config()?, deep, delete_orphans, out)),
        Command::Export(what) => together(export::run(config()?, what, out)),
        Command::Import(what) => together(import::run(config()?, what, out)),
        Command::Images(what) => together(images::run(config()?, what, out)),
        Command::Log(LogCommand::Verify { keys }) => together(log_verify::run(config()?, &keys, out)),
        Command::Config(ConfigCommand::Check) => {
            config_check::run(&config()?, out)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "annals", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Postgres(PostgresCommand::Run { data, command }) => alone(postgres_run::run(data, &command)),
        // Its failure was told to the server, which tells the operator.
        Command::PostgresSupervisor { data } => alone(async move {
            let outcome = embedded::supervise(&data).await;
            Ok(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }),
    }
}

/// On as many threads as there are cores.
fn together(work: impl Future<Output = Result<(), Failure>>) -> Result<ExitCode, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)?;
    Ok(ExitCode::SUCCESS)
}

/// On this thread only.
fn alone(work: impl Future<Output = Result<ExitCode, Failure>>) -> Result<ExitCode, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// Variables that are no text are not ours.
fn environment() -> impl Iterator<Item = (String, String)> {
    env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
