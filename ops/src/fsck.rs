//! `annals fsck`: is every picture there, and does everything there belong to somebody?

use std::fmt::{self, Write as _};

use commands::fsck::Findings;
use domain::Digest;
use serde_json::{Value, json};

use crate::{
    Failure,
    config::Config,
    output::{Output, found},
    site::Site,
};

/// An error when something is missing or damaged.
pub async fn run(config: Config, deep: bool, delete_orphans: bool, out: Output) -> Result<(), Failure> {
    let site = Site::join(&config).await?;
    let outcome = check(&site, deep, delete_orphans, out).await;
    site.close().await;
    outcome
}

async fn check(site: &Site, deep: bool, delete_orphans: bool, out: Output) -> Result<(), Failure> {
    let storage = &site.commands.storage;
    let findings = if deep { storage.check_deep().await? } else { storage.check().await? };
    let deleted = if delete_orphans { Some(storage.delete_orphans(&findings.orphans).await?) } else { None };
    out.say(text(&findings, deep, deleted)?, &told(&findings, deep, deleted));
    match (findings.missing.is_empty(), findings.damaged.is_empty()) {
        (true, true) => Ok(()),
        (false, _) => Err(found("objects are missing: restore them from a backup")),
        (true, false) => {
            Err(found("objects are damaged: restore them from a backup; until then they are not served"))
        }
    }
}

fn text(findings: &Findings, deep: bool, deleted: Option<usize>) -> Result<String, fmt::Error> {
    let Findings { referenced, missing, damaged, orphans } = findings;
    let mut text = format!("{referenced} objects are referred to, {} are missing", missing.len());
    if deep {
        write!(text, ", {} are damaged", damaged.len())?;
    }
    for digest in missing {
        write!(text, "\nMISSING {digest}")?;
    }
    for digest in damaged {
        write!(text, "\nDAMAGED {digest}")?;
    }
    for orphan in orphans {
        write!(text, "\norphan  {} ({} bytes, {})", orphan.path, orphan.bytes, orphan.modified)?;
    }
    if let Some(deleted) = deleted {
        write!(text, "\n{deleted} orphans deleted")?;
    }
    Ok(text)
}

fn told(findings: &Findings, deep: bool, deleted: Option<usize>) -> Value {
    let digests = |digests: &[Digest]| digests.iter().map(ToString::to_string).collect::<Vec<_>>();
    let orphans: Vec<_> = findings
        .orphans
        .iter()
        .map(|orphan| json!({ "path": orphan.path, "bytes": orphan.bytes, "modified": orphan.modified }))
        .collect();
    json!({
        "referenced": findings.referenced, "deep": deep, "missing": digests(&findings.missing),
        "damaged": digests(&findings.damaged), "orphans": orphans, "deleted": deleted,
    })
}
