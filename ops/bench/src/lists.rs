//! The list of a large set's labels, filtered and sorted: how many there are, and its first page.

use std::time::Instant;

use annals::Failure;
use domain::{
    ImageSetId,
    filter::{Filter, LabelCondition, LabelFilter, Limit},
};
use projections::annotations::Sort;

use super::{
    load::judged,
    site::Bench,
    table::Table,
    timing::{median, milliseconds},
};

const LABELS: usize = 100_000;
const PAGE: i64 = 49;
const LOOKS: usize = 15;

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let set = judged(bench, "Lists", LABELS).await?;
    let of = |condition| Filter::of([condition]);
    let all = LabelFilter::default;
    for (what, filter, sort) in [
        ("all, latest change first", all(), Sort::LatestChange),
        ("all, least accepted first", all(), Sort::FewestVotes),
        ("all, most accepted first", all(), Sort::MostVotes),
        ("rejected by somebody", of(LabelCondition::Rejects(Limit::Least(1))), Sort::LatestChange),
        ("accepted by one or more", of(LabelCondition::Accepts(Limit::Least(1))), Sort::LatestChange),
        ("as many accepts as rejects", of(LabelCondition::Net(Limit::Most(0))), Sort::FewestVotes),
    ] {
        look(bench, table, set, (what, &filter, sort)).await?;
    }
    Ok(())
}

async fn look(
    bench: &Bench,
    table: &mut Table,
    set: ImageSetId,
    (what, filter, sort): (&str, &LabelFilter, Sort),
) -> Result<(), Failure> {
    let views = bench.commands().views();
    let (mut counted, mut listed, mut count) = (vec![], vec![], 0);
    for _ in 0..LOOKS {
        let begun = Instant::now();
        count = views.count_labels(set, filter).await?;
        counted.push(begun.elapsed());
        let begun = Instant::now();
        views.listed_labels(set, filter, sort, None, PAGE).await?;
        listed.push(begun.elapsed());
    }
    table.row(
        format!("labels {what}: {count} of {LABELS}, counted and a page, p50"),
        format!("{} and {}", milliseconds(median(counted)), milliseconds(median(listed))),
        "< 50 ms",
    );
    Ok(())
}
