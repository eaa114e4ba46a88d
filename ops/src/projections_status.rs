//! `annals projections status`: how far every following view is behind.

use crate::{Failure, config::Config, site::Site};

pub async fn run(config: Config) -> Result<(), Failure> {
    let site = Site::join(&config).await?;
    let outcome = site.commands.following().status().await;
    site.close().await;
    println!("{:<14}{:>8}{:>12}{:>8}  status", "view", "version", "position", "lag");
    for view in outcome? {
        let error = view.error.map(|error| format!(": {error}")).unwrap_or_default();
        println!(
            "{:<14}{:>8}{:>12}{:>8}  {}{error}",
            view.name, view.version, view.position, view.lag, view.status
        );
    }
    Ok(())
}
