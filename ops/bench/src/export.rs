//! A COCO export of everything, by a server whose memory is watched.

use std::time::{Duration, Instant};

use annals::Failure;
use commands::{export::ExportOf, jobs::JobState};
use domain::{formats::BuiltIn, snapshot::Selection};
use tokio::time::sleep;

use super::{
    load::Loaded,
    site::{Bench, caller},
    table::Table,
};

/// Waits until the views that follow the log have read it; exports if asked.
pub async fn measure(bench: &Bench, loaded: Option<&Loaded>, table: &mut Table) -> Result<(), Failure> {
    let server = bench.serve("export").await?;
    bench.followed().await?;
    let Some(loaded) = loaded else { return server.stop().await };
    // A fresh one: what catching up left behind in memory is not the export's.
    server.stop().await?;
    let server = bench.serve("export").await?;
    server.forget_peak()?;
    let (before, _) = server.resident()?;
    let begun = Instant::now();
    let bytes = export(bench, loaded).await?;
    let (_, peak) = server.resident()?;
    table.row(
        format!("COCO export of {} labels ({} MiB): memory grows by", loaded.labels, bytes >> 20),
        format!("{} MiB in {:.1} s", peak.saturating_sub(before) >> 10, begun.elapsed().as_secs_f64()),
        "< 64 MiB",
    );
    server.stop().await
}

async fn export(bench: &Bench, loaded: &Loaded) -> Result<u64, Failure> {
    let commands = bench.commands();
    let of = ExportOf::Set { set: loaded.large, position: None, selection: Selection::default() };
    let transfer =
        commands.exports.request(caller(commands, bench.people[0]), of, BuiltIn::Coco.into()).await?;
    loop {
        let job = commands.jobs().find(transfer.uuid()).await?.ok_or("the export's job is gone")?;
        match job.state {
            JobState::Done => return Ok(commands.exports.file(transfer).await?.bytes),
            JobState::Failed | JobState::Cancelled => return Err("the export failed".into()),
            JobState::Queued | JobState::Running => sleep(Duration::from_millis(50)).await,
        }
    }
}
