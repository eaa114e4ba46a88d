//! What the operator decided, handed to those who must know.

use std::sync::Arc;

use commands::{
    Commands, Parts, Settings, blobs::Blobs, clock::SystemClock, desk::Passwords, pictures::ImageProcessor,
};
use sqlx::PgPool;
use tokio_util::task::TaskTracker;

use crate::config::Config;

/// Everything people can do, on this database, written to through one pool and read through the other, and this storage.
pub fn commands(
    config: &Config,
    (pool, reading): (PgPool, PgPool),
    blobs: Blobs,
    tasks: TaskTracker,
) -> Commands {
    let limits = config.limits.enforced();
    commands::start(Parts {
        pool,
        reading,
        clock: Arc::new(SystemClock),
        tasks,
        blobs,
        processor: ImageProcessor::new(limits.images),
        passwords: Passwords::new(),
        settings: Settings {
            base_url: config.http.origin(),
            registration: config.accounts.registration,
            limits: limits.commands,
        },
    })
}
