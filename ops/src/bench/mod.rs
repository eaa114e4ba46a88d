//! `annals bench`: how fast it is on this machine. Whatever can be is a ratio within one run; nothing is judged.

mod as_of;
mod commands;
mod export;
mod http;
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

use clap::{Args, ValueEnum};

use crate::Failure;

use self::{load::Loaded, site::Bench, table::Table};

#[derive(Debug, Args)]
pub struct Options {
    /// What to measure; everything when none is given
    parts: Vec<Part>,
    /// How many events the long log has
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// How long each throughput is measured, in seconds
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Commands per second against single-row inserts
    Commands,
    /// Commands per second through HTTP, and how long one takes
    Http,
    /// The annotate page of a large set
    Page,
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

pub async fn run(options: Options) -> Result<(), Failure> {
    let parts = if options.parts.is_empty() { Part::value_variants() } else { &options.parts };
    let bench = Bench::open().await?;
    let mut table = Table::new();
    let outcome = measure(&options, parts, &bench, &mut table).await;
    let folder = bench.close().await;
    if outcome.is_ok() && parts.contains(&Part::Start) {
        start::measure(&folder, &mut table).await?;
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
