//! What commands are made of, and what the doors need of it.

use std::{ops::Deref, sync::Arc, time::Duration};

use projections::{LogError, Reading, Views, following::Following};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    Settings,
    appender::Appender,
    blobs::Blobs,
    cache::Cache,
    clock::Clock,
    desk::{Desk, Passwords},
    jobs::{Jobs, Pace},
    listening::Listeners,
    live::{Hub, SeenLately},
    locks::Locks,
    pictures::ImageProcessor,
    presence::Presence,
    queue::Left,
    session_cache::SessionCache,
};

/// A following view is milliseconds behind; one that is not within this time is worth a word.
const PATIENCE: Duration = Duration::from_secs(2);

/// Everything people can do. Cheap to clone, which every request does many times.
#[derive(Clone)]
pub struct Commands(Arc<Inner>);

pub struct Inner {
    pub(crate) pool: PgPool,
    /// For questions only.
    pub(crate) reading: Reading,
    pub(crate) views: Views,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) desk: Desk,
    pub(crate) settings: Settings,
    jobs: Jobs,
    following: Following,
    blobs: Blobs,
    processor: ImageProcessor,
    pub(crate) appender: Appender,
    pub(crate) cache: Arc<Cache>,
    pub(crate) locks: Locks,
    pub(crate) tasks: TaskTracker,
    pub(crate) hub: Hub,
    pub(crate) seen_lately: SeenLately,
    pub(crate) presence: Presence,
    pub(crate) left: Left,
    pub(crate) listeners: Listeners,
    pub(crate) session_cache: SessionCache,
    stopping: CancellationToken,
}

/// What commands are made of.
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

impl Commands {
    /// Starts the task that writes to the log; it ends with the last clone.
    pub fn start(parts: Parts) -> Self {
        let Parts { pool, reading, clock, tasks, blobs, processor, passwords, settings } = parts;
        let (appender, stopping) = (Appender::start(pool.clone(), &tasks), CancellationToken::new());
        let reading = Reading::from(reading);
        let (views, following) = (Views::new(reading.clone()), Following::new(pool.clone()));
        Self(Arc::new(Inner {
            hub: Hub::new(views.log(), following.latest(), stopping.clone()),
            seen_lately: SeenLately::default(),
            presence: Presence::default(),
            left: Left::default(),
            listeners: Listeners::default(),
            session_cache: SessionCache::default(),
            appender,
            views,
            desk: Desk { passwords, ..Desk::new(pool.clone()) },
            jobs: Jobs::new(pool.clone(), clock.clone(), Pace::default()),
            following,
            cache: Arc::new(Cache::new()),
            locks: Locks::new(),
            settings,
            reading,
            pool,
            clock,
            blobs,
            processor,
            tasks,
            stopping,
        }))
    }

    pub fn views(&self) -> &Views {
        &self.views
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// For the functions of the desk, which take it.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// The views that follow the log.
    pub fn following(&self) -> &Following {
        &self.following
    }

    /// Waits, but not long, until a following view shows everything that has happened up to now.
    ///
    /// `false`: it is behind; whoever shows it says so.
    pub async fn is_up_to_date(&self, view: &str) -> Result<bool, LogError> {
        let head = self.views.log().head().await?;
        Ok(self.following.wait_for(view, head, PATIENCE).await?)
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    pub fn processor(&self) -> &ImageProcessor {
        &self.processor
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Cancelled when the server stops: whoever streams to a client ends then.
    pub fn stopping(&self) -> &CancellationToken {
        &self.stopping
    }

    /// The position of this process's last append, for whoever follows the log.
    pub fn head(&self) -> watch::Receiver<i64> {
        self.appender.head()
    }
}

impl Deref for Commands {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl std::fmt::Debug for Commands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Commands").finish_non_exhaustive()
    }
}
