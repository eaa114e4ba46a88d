//! `annals export`: a snapshot as a file, without a browser.

use std::collections::BTreeMap;

use commands::{
    Caller,
    export::{self, ExportFile, ExportOf},
    jobs::{JobState, Registry},
};
use domain::{
    SnapshotId,
    formats::{BuiltIn, Loss},
    transfer::{Format, UnknownFormat},
};
use futures::StreamExt as _;
use projections::Via;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Failure,
    cli::ExportOptions,
    config::Config,
    output::{Output, asked, refused},
    site::Site,
    target::Target,
};

pub async fn run(config: Config, what: ExportOptions, out: Output) -> Result<(), Failure> {
    let target = Target::of(what.out.as_deref())?;
    let site = Site::join(&config).await?;
    let outcome = write(&site, &what, &target, out).await;
    site.close().await;
    outcome
}

async fn write(site: &Site, what: &ExportOptions, target: &Target, out: Output) -> Result<(), Failure> {
    let person = site.person(&what.by).await?;
    let caller = Caller::anew(person.account, Via::Operator, site.commands.clock().now());
    let format: Format = what.format.parse().map_err(|unknown: UnknownFormat| asked(unknown))?;
    let snapshot = SnapshotId::new(what.snapshot);
    let requested = site.commands.exports.request(caller, ExportOf::Snapshot(snapshot), format).await;
    let transfer = requested.map_err(refused)?;
    let choice = choice(site, snapshot, format).await?;
    if let (Output::Text, Some((format, reason))) = (out, &choice) {
        eprintln!("as {}: {reason}", format.name());
    }
    let registry = export::register(Registry::new(), site.commands.exports.clone());
    finish(site, transfer.uuid(), registry).await?;
    let file = site.commands.exports.file(transfer).await?;
    let blob = site.commands.blobs().get(file.digest, None).await?;
    let place = target.write(&file.name, blob.chunks).await?;

    let ExportFile { bytes, digest, left_out, .. } = &file;
    let text = format!("{} ({bytes} bytes, sha256 {digest}){}", place.display(), report(left_out));
    let mut told = json!({
        "export": transfer, "file": place, "bytes": bytes, "sha256": digest.to_string(), "left_out": left_out,
    });
    if let Some((format, reason)) = choice {
        told["format"] = format.code().into();
        told["format_reason"] = reason.into();
    }
    target.say(out, &text, &told);
    Ok(())
}

/// What the format could not carry, a line each.
fn report(left_out: &BTreeMap<String, u64>) -> String {
    let line = |(code, count): (&String, &u64)| {
        let sentence = Loss::from_code(code).map_or_else(|| code.clone(), Loss::sentence);
        format!("\n  {count} {sentence}")
    };
    left_out.iter().map(line).collect()
}

/// Where the labels choose the format, which one, and why.
async fn choice(
    site: &Site,
    snapshot: SnapshotId,
    format: Format,
) -> Result<Option<(BuiltIn, String)>, Failure> {
    if format == BuiltIn::Yolo.into()
        && let Some(line) = site.commands.views().snapshot(snapshot).await?
    {
        let proposal = site.commands.views().yolo_proposal(&line.taken.0).await?;
        return Ok(Some((BuiltIn::Yolo.settled(proposal), proposal.reason())));
    }
    Ok(None)
}

/// Does a job here, unless a running server takes it first.
pub async fn finish(site: &Site, job: Uuid, registry: Registry) -> Result<(), Failure> {
    let stop = CancellationToken::new();
    let working = site.commands.jobs().work(&registry, 1, &stop);
    let waiting = async {
        let mut views = std::pin::pin!(site.commands.jobs().watch(job));
        let mut last = None;
        while let Some(view) = views.next().await {
            last = Some(view?);
        }
        stop.cancel();
        match last {
            Some(view) if view.state == JobState::Done => Ok(()),
            Some(view) => Err(view.error.unwrap_or_else(|| "the job did not end well".to_owned()).into()),
            None => Err("the job is gone".into()),
        }
    };
    tokio::join!(working, waiting).1
}
