//! A large set as it was.

use std::time::Instant;

use annals::Failure;
use domain::snapshot::Selection;
use projections::labelling::Cut;

use super::{load::Loaded, site::Bench, table::Table, timing::milliseconds};

pub async fn measure(bench: &Bench, loaded: &Loaded, table: &mut Table) -> Result<(), Failure> {
    let begun = Instant::now();
    let views = bench.commands().views();
    let mut reader = views.labelled(Cut::of(loaded.changed, loaded.position, &Selection::default())).await?;
    let mut labels = 0;
    while let Some(labelled) = reader.next().await? {
        labels += labelled.image.labels.len();
    }
    let took = begun.elapsed();
    if labels != loaded.changed_labels {
        return Err(format!("the set had {} labels, not {labels}", loaded.changed_labels).into());
    }
    table.row(format!("a set of {labels} labels as of an old position"), milliseconds(took), "< 1000 ms");
    Ok(())
}
