//! Projecting the inline views anew from the whole log.

use std::time::{Duration, Instant};

use annals::Failure;
use projections::{rebuild::rebuild, registry};

use super::{
    site::Bench,
    table::Table,
    timing::{milliseconds, rate},
};

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let head = bench.commands().views().log().head().await?;
    let begun = Instant::now();
    let mut projected = Duration::ZERO;
    let report = rebuild(&bench.site.pool, registry::INLINE, |progress| {
        if projected.is_zero() && progress.position >= head {
            projected = begun.elapsed();
        }
    })
    .await?;
    let events = usize::try_from(head)?;
    table.row(
        format!("rebuild of {events} events: projecting them"),
        format!("{:.0} events/s", rate(events, projected)),
        ">= 150000 events/s",
    );
    table.row(
        "the same with indexes, comparison and switch",
        format!(
            "{:.0} events/s, pause {}, {} tables differ",
            rate(events, report.seconds),
            milliseconds(report.pause),
            report.differences.len()
        ),
        "0 tables differ",
    );
    Ok(())
}
