//! Commands with their inline views, against single-row inserts at the same concurrency.

use std::time::Duration;

use annals::{Failure, work};
use tokio_util::sync::CancellationToken;

use super::{raw, site::Bench, table::Table, writers};

const AIMS: [(usize, f64); 3] = [(1, 0.25), (8, 0.35), (32, 0.40)];

/// Answers the throughput at the most writers.
pub async fn measure(bench: &Bench, seconds: u64, table: &mut Table) -> Result<f64, Failure> {
    let during = Duration::from_secs(seconds);
    let canvas = writers::Canvas::new(bench, "Commands").await?;
    let mut last = 0.0;
    writers::throughput(bench, &canvas, 8, Duration::from_secs(1)).await?;
    for (writers, aim) in AIMS {
        // Before and after: a machine does not stay as fast as it was.
        let before = raw::throughput(bench, writers, during / 2).await?;
        let commands = writers::throughput(bench, &canvas, writers, during).await?;
        let after = raw::throughput(bench, writers, during / 2).await?;
        let raw = f64::midpoint(before, after);
        table.row(
            format!("commands/s in process, {writers} writers"),
            format!("{commands:.0} of {raw:.0} raw = {:.2}", commands / raw),
            format!(">= {aim:.2} of raw"),
        );
        last = commands;
    }
    Ok(last)
}

/// What a server does: somebody projects the following views meanwhile.
pub async fn followed(bench: &Bench, writers: usize, during: Duration) -> Result<f64, Failure> {
    let canvas = writers::Canvas::new(bench, "Followed").await?;
    let stop = CancellationToken::new();
    let projecting = tokio::spawn(work::follow(bench.commands().clone(), stop.clone()));
    bench.followed().await?;
    let commands = writers::throughput(bench, &canvas, writers, during).await?;
    stop.cancel();
    projecting.await?;
    Ok(commands)
}
