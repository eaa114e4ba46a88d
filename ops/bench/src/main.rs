//! `annals-bench`: how fast Annals is on this machine, on a site of its own that is thrown away. Whatever can be is a
//! ratio within one run; nothing is judged.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod as_of;
mod bulk;
mod commands;
mod export;
mod intake;
mod lists;
mod load;
mod page;
mod raw;
mod rebuild;
mod saving;
mod server;
mod site;
mod start;
mod stream;
mod table;
mod timing;
mod writers;

use std::{env, path::PathBuf, process::ExitCode};

use annals::Failure;
use clap::{Parser, ValueEnum};

use self::{load::Loaded, site::Bench, table::Table};

/// The server's own: what is measured in this process is to be what a server does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How fast Annals is on this machine, on a site of its own that is thrown away
#[derive(Debug, Parser)]
#[command(name = "annals-bench", version)]
struct Options {
    /// What to measure; everything when none is given
    parts: Vec<Part>,
    /// How many events the long log has
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// How long each throughput is measured, in seconds
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// The program that serves; the one beside this one when not given
    #[arg(long, env = "ANNALS_BIN")]
    annals: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Commands per second against single-row inserts
    Commands,
    /// Commands per second through HTTP, and how long one takes
    Http,
    /// The annotate page of a large set
    Page,
    /// Twenty thousand labels deleted at once, and brought back
    Bulk,
    /// The list of a large set's labels, filtered and sorted
    Lists,
    /// A zip of a thousand pictures
    Intake,
    /// An image with thousands of facts, folded
    Stream,
    /// Projecting the views anew from a long log
    Rebuild,
    /// A large set as of an old position
    AsOf,
    /// A COCO export of a long log
    Export,
    /// From nothing to ready with a long log
    Start,
}

impl Part {
    /// Whether it needs the long log.
    const fn is_long(self) -> bool {
        matches!(self, Self::Rebuild | Self::AsOf | Self::Export | Self::Start)
    }
}

fn main() -> ExitCode {
    // The embedded PostgreSQL is kept by the program that asked for it, started again in this part.
    if env::args_os().nth(1).is_some_and(|part| part == annals::SUPERVISOR) {
        return annals::main();
    }
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = runtime.map_err(Failure::from).and_then(|runtime| runtime.block_on(run(options)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("annals-bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Failure> {
    let parts = if options.parts.is_empty() { Part::value_variants() } else { &options.parts };
    let annals = match &options.annals {
        Some(program) => program.clone(),
        None => env::current_exe()?.with_file_name("annals"),
    };
    let bench = Bench::open(annals).await?;
    let mut table = Table::new();
    let outcome = measure(&options, parts, &bench, &mut table).await;
    let (annals, folder) = bench.close().await;
    if outcome.is_ok() && parts.contains(&Part::Start) {
        start::measure(&annals, &folder, &mut table).await?;
    }
    println!("\n{table}");
    outcome
}

async fn measure(options: &Options, parts: &[Part], bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let asked = |part| parts.contains(&part);
    let mut in_process = None;
    if asked(Part::Commands) {
        in_process = Some(commands::measure(bench, options.seconds, table).await?);
    }
    if asked(Part::Http) {
        saving::measure(bench, options.seconds, in_process, table).await?;
    }
    if asked(Part::Page) {
        page::measure(bench, table).await?;
    }
    if asked(Part::Bulk) {
        bulk::measure(bench, table).await?;
    }
    if asked(Part::Lists) {
        lists::measure(bench, table).await?;
    }
    if asked(Part::Intake) {
        intake::measure(bench, table).await?;
    }
    if asked(Part::Stream) {
        stream::measure(bench, table).await?;
    }
    if parts.iter().any(|part| part.is_long()) {
        let loaded = Loaded::load(bench, options.events).await?;
        if asked(Part::Rebuild) {
            rebuild::measure(bench, table).await?;
        }
        if asked(Part::AsOf) {
            as_of::measure(bench, &loaded, table).await?;
        }
        if asked(Part::Export) || asked(Part::Start) {
            // Whoever follows the log must have read it: that is not what these measure.
            export::measure(bench, asked(Part::Export).then_some(&loaded), table).await?;
        }
    }
    Ok(())
}
