//! `annals projections status`: how far every following view is behind.

use std::fmt::Write as _;

use serde_json::json;

use crate::{Failure, config::Config, output::Output, site::Site};

pub async fn run(config: Config, out: Output) -> Result<(), Failure> {
    let site = Site::join(&config).await?;
    let outcome = site.commands.following().status().await;
    site.close().await;
    let views = outcome?;
    let mut text = format!("{:<14}{:>8}{:>12}{:>8}  status\n", "view", "version", "position", "lag");
    for view in &views {
        let error = view.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
        writeln!(
            text,
            "{:<14}{:>8}{:>12}{:>8}  {}{error}",
            view.name, view.version, view.position, view.lag, view.status
        )?;
    }
    let views: Vec<_> = views
        .iter()
        .map(|view| {
            json!({
                "view": view.name, "version": view.version, "position": view.position, "lag": view.lag,
                "status": view.status, "error": view.error,
            })
        })
        .collect();
    out.say(text, &json!({ "views": views }));
    Ok(())
}
