//! Puts the services together.

use std::{sync::Arc, time::Duration};

use projections::{Reading, Views, following::Following};
use sqlx::PgPool;
use tokio_util::task::TaskTracker;

use crate::{
    Commands, Settings,
    blobs::Blobs,
    clock::Clock,
    desk::{Desk, Passwords},
    execute::Executor,
    jobs::{JobOrders, Jobs, Pace},
    permit::Permissions,
    pictures::ImageProcessor,
    services::Services,
    session_cache::SessionCache,
    shared::Shared,
};

/// What the services are made of.
pub struct Parts {
    pub pool: PgPool,
    /// For questions only; the same where one is enough. It makes the connections, which are kept elsewhere.
    pub reading: PgPool,
    pub clock: Arc<dyn Clock>,
    /// Where writes run, so that a shutdown can wait for them.
    pub tasks: TaskTracker,
    pub blobs: Blobs,
    pub processor: ImageProcessor,
    pub passwords: Passwords,
    pub settings: Settings,
}

/// Starts the task that writes to the log; it ends with the last service.
pub fn start(parts: Parts) -> Commands {
    let Parts { pool, reading, clock, tasks, blobs, processor, passwords, settings } = parts;
    let reading = Reading::from(reading);
    let views = Views::new(reading.clone());
    let executor = Executor::start(pool.clone(), views.log(), clock.clone(), tasks);
    let longest = Duration::from_secs(settings.limits.job_seconds.into());
    let busiest = Duration::from_secs(settings.limits.job_cpu_seconds.into());
    let pace = Pace { longest, busiest, ..Pace::default() };
    let shared = Shared {
        desk: Desk { passwords, ..Desk::new(pool.clone()) },
        sessions: Arc::new(SessionCache::default()),
        executor: executor.clone(),
        permissions: Permissions { views: views.clone() },
        orders: JobOrders {
            executor,
            jobs: Jobs::new(pool.clone(), clock.clone(), pace),
            at_most: settings.limits.jobs_per_account,
        },
        pool: pool.clone(),
        reading,
        views,
        clock,
        blobs,
        processor,
        settings,
    };
    Arc::new(Services::new(shared, Following::new(pool)))
}
