//! Many labels deleted by one bulk change, and brought back, by a worker in this process.

use std::time::Instant;

use ::commands::{
    bulk_change::{self, BulkAction, Which},
    jobs::{JobState, Registry},
    undo,
};
use annals::Failure;
use domain::{
    CorrelationId,
    filter::{Filter, LabelCondition},
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    load::labelled,
    site::{Bench, caller},
    table::Table,
    timing::{POLL, cpu},
};

const LABELS: usize = 20_000;

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let commands = bench.commands();
    let set = labelled(bench, "Bulk", LABELS).await?;
    let registry = bulk_change::register(Registry::new(), commands.bulk_changes.clone());
    let registry = undo::register(registry, commands.undos.clone());
    let (jobs, stop) = (commands.jobs().clone(), CancellationToken::new());
    let stopped = stop.clone();
    let worker = tokio::spawn(async move { jobs.work(&registry, 1, &stopped).await });

    let by = || caller(commands, bench.people[0]);
    let which = Which::Filter(Filter::of([LabelCondition::Type(bench.ball)]));
    let (begun, before) = (Instant::now(), cpu()?);
    let seen = commands.bulk_changes.preview(by(), set, &which, BulkAction::Delete).await?.fingerprint;
    let job = commands.bulk_changes.request(by(), set, &which, BulkAction::Delete, seen).await?;
    ended(bench, job).await?;
    row(table, "bulk delete", begun, cpu()? - before);

    let (begun, before) = (Instant::now(), cpu()?);
    let undo = commands.undos.request(by(), CorrelationId::new(job)).await?;
    ended(bench, undo).await?;
    row(table, "undo of a bulk delete", begun, cpu()? - before);
    stop.cancel();
    worker.await?;
    Ok(())
}

fn row(table: &mut Table, what: &str, begun: Instant, cpu: f64) {
    let took = begun.elapsed().as_secs_f64();
    table.row(
        format!("{what} of {LABELS} labels on {} images", LABELS / 100),
        format!("{took:.1} s ({cpu:.1} s of CPU, PostgreSQL's aside)"),
        "< 2 s",
    );
}

/// Waits until a job is done.
pub async fn ended(bench: &Bench, job: Uuid) -> Result<(), Failure> {
    loop {
        match bench.commands().jobs().find(job).await?.ok_or("the job is gone")?.state {
            JobState::Done => return Ok(()),
            JobState::Failed | JobState::Cancelled => return Err("the job failed".into()),
            JobState::Queued | JobState::Running => sleep(POLL).await,
        }
    }
}
