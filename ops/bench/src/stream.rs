//! What the cache of streams saves: an image with many facts, folded from the log.

use std::time::Instant;

use annals::Failure;
use domain::image::Image;

use super::{
    site::{Bench, caller},
    table::Table,
    timing::{median, milliseconds},
};

/// More labels than anybody drew on one image.
const FACTS: usize = 3_000;
const FOLDS: usize = 25;

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let set = bench.set("Stream").await?;
    let image = bench.images(set, 1).await?[0];
    for nth in 1..FACTS {
        bench
            .commands()
            .labels
            .draw(caller(bench.commands(), bench.people[0]), image, bench.draw(nth))
            .await?;
    }
    let log = bench.commands().views().log();
    let mut took = vec![];
    for _ in 0..FOLDS {
        let begun = Instant::now();
        let folded = log.fold::<Image>(image.uuid(), i64::MAX).await?;
        took.push(begun.elapsed());
        if usize::try_from(folded.sequence)? != FACTS {
            return Err(format!("the image has {} facts, not {FACTS}", folded.sequence).into());
        }
    }
    table.row(
        format!("an image of {FACTS} facts folded from the log, p50"),
        milliseconds(median(took)),
        "< 50 ms, or snapshots are worth it",
    );
    Ok(())
}
