//! What runs out is removed now and then: sessions, throttles, old jobs and exports, broken-off registrations and uploads. Nothing depends on it.

use std::{fmt::Display, time::Duration};

use commands::{Commands, desk};
use sqlx::PgPool;
use tokio::time::interval;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Archives wait for their job among the uploads; a job has given up long before.
const UPLOADS: Duration = DAY.saturating_mul(7);
const JOBS: Duration = DAY.saturating_mul(30);

/// Never returns.
pub async fn every_hour(commands: &Commands, pool: &PgPool) {
    let mut hours = interval(HOUR);
    loop {
        hours.tick().await;
        let now = commands.clock().now();
        said("ran out", desk::sweep(pool, now).await);
        said("people without an account", desk::people::sweep(pool, now - HOUR).await);
        said("imports and exports were lost", commands.transfers.end_lost().await);
        said("exports were kept for long enough", commands.exports.expire().await);
        said("files of deleted exports", commands.exports.sweep().await);
        said("old jobs", commands.jobs().sweep(now - JOBS).await);
        said("broken-off uploads", commands.blobs().sweep(now - UPLOADS).await);
    }
}

fn said(what: &str, outcome: Result<impl Display, impl Display>) {
    match outcome {
        Ok(count) => tracing::debug!(%count, what, "kept house"),
        Err(error) => tracing::warn!(%error, what, "could not keep house"),
    }
}
