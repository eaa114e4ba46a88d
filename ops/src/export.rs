//! `annals export`: a snapshot as a file, without a browser.

use std::path::Path;

use commands::{
    Caller,
    blobs::ObjectKey,
    desk::LoginName,
    export::{self, ExportOf},
    jobs::{JobState, Registry},
};
use domain::{
    SnapshotId, TransferId,
    formats::BuiltIn,
    transfer::{Format, UnknownFormat},
};
use futures::{StreamExt as _, TryStreamExt as _};
use projections::Via;
use tokio::{fs::File, io::AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

use crate::{Failure, cli::ExportOptions, config::Config, site::Site};

pub async fn run(config: Config, what: ExportOptions) -> Result<(), Failure> {
    let site = Site::join(&config).await?;
    let outcome = write(&site, &what).await;
    site.close().await;
    outcome
}

async fn write(site: &Site, what: &ExportOptions) -> Result<(), Failure> {
    let name = LoginName::parse(&what.by).map_err(|error| format!("the name {error}"))?;
    let person = site.commands.people.find_by_name(&name).await?.ok_or("there is no such person")?;
    let caller = Caller::anew(person.account, Via::Operator, site.commands.clock().now());
    let format: Format = what.format.parse().map_err(|unknown: UnknownFormat| unknown.to_string())?;
    let snapshot = SnapshotId::new(what.snapshot);
    let transfer = site.commands.exports.request(caller, ExportOf::Snapshot(snapshot), format).await?;
    say_choice(site, snapshot, format).await?;
    finish(site, transfer).await?;
    let file = site.commands.exports.file(transfer).await?;
    let out = what.out.clone().unwrap_or_else(|| file.name.clone().into());
    copy(site, ObjectKey::Object(file.digest), &out).await?;
    println!("{} ({} bytes, sha256 {})", out.display(), file.bytes, file.digest);
    Ok(())
}

/// Where the labels choose the format, which one, and why.
async fn say_choice(site: &Site, snapshot: SnapshotId, format: Format) -> Result<(), Failure> {
    if format == BuiltIn::Yolo.into()
        && let Some(line) = site.commands.views().snapshot(snapshot).await?
    {
        let proposal = site.commands.views().yolo_proposal(&line.taken.0).await?;
        eprintln!("as {}: {}", BuiltIn::Yolo.settled(proposal).name(), proposal.reason());
    }
    Ok(())
}

/// Writes it here, unless a running server takes the job first.
async fn finish(site: &Site, transfer: TransferId) -> Result<(), Failure> {
    let registry = export::register(Registry::new(), site.commands.exports.clone());
    let stop = CancellationToken::new();
    let working = site.commands.jobs().work(&registry, 1, &stop);
    let waiting = async {
        let mut job = std::pin::pin!(site.commands.jobs().watch(transfer.uuid()));
        let mut last = None;
        while let Some(view) = job.next().await {
            last = Some(view?);
        }
        stop.cancel();
        match last {
            Some(view) if view.state == JobState::Done => Ok(()),
            Some(view) => Err(view.error.unwrap_or_else(|| "the export did not end well".to_owned()).into()),
            None => Err("the export is gone".into()),
        }
    };
    tokio::join!(working, waiting).1
}

async fn copy(site: &Site, place: ObjectKey, out: &Path) -> Result<(), Failure> {
    let mut blob = site.commands.blobs().get(place, None).await?;
    let mut file = File::create_new(out).await.map_err(|error| format!("{}: {error}", out.display()))?;
    while let Some(chunk) = blob.chunks.try_next().await? {
        file.write_all(&chunk).await?;
    }
    file.sync_all().await?;
    Ok(())
}
