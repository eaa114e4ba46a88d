//! `annals fsck`: is every picture there, and does everything there belong to somebody?

use crate::{Failure, config::Config, site::Site};

/// An error when something is missing.
pub async fn run(config: Config, delete_orphans: bool) -> Result<(), Failure> {
    let site = Site::join(&config).await?;
    let outcome = check(&site, delete_orphans).await;
    site.close().await;
    outcome
}

async fn check(site: &Site, delete_orphans: bool) -> Result<(), Failure> {
    let findings = site.commands.storage.check().await?;
    println!("{} objects are referred to, {} are missing", findings.referenced, findings.missing.len());
    for digest in &findings.missing {
        println!("MISSING {digest}");
    }
    for orphan in &findings.orphans {
        println!("orphan  {} ({} bytes, {})", orphan.path, orphan.bytes, orphan.modified);
    }
    if delete_orphans {
        println!("{} orphans deleted", site.commands.storage.delete_orphans(&findings.orphans).await?);
    }
    if findings.missing.is_empty() {
        Ok(())
    } else {
        Err("objects are missing: restore them from a backup".into())
    }
}
