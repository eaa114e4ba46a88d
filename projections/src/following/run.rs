//! Runs the followers of one process.

use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Follower, Status, checkpoint,
    listen::listen,
    wake::{POLL, wake},
};
use crate::projectors::FollowError;

/// How often somebody who waits for another process looks.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A page of so few facts is followed by a pause, in which more gather: every page is a transaction, and under load each
/// follower's would otherwise be as many as the commands'.
const FEW: u64 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// How often it is measured how far views are behind.
const MEASURE: Duration = Duration::from_secs(5);

/// The followers of this process, seen from outside. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Following {
    pool: PgPool,
    /// The last position known to be in the log.
    latest: watch::Sender<i64>,
    /// Says that followers of this process have projected something. How far is for the database to say: it may have lost it.
    projected: watch::Sender<()>,
}

impl Following {
    pub fn new(pool: PgPool) -> Self {
        Self { pool, latest: watch::Sender::new(0), projected: watch::Sender::default() }
    }

    /// Says that facts up to this position are in the log.
    pub fn wake(&self, position: i64) {
        wake(&self.latest, position);
    }

    /// The last position known to be in the log, whichever process appended it.
    pub fn latest(&self) -> watch::Receiver<i64> {
        self.latest.subscribe()
    }

    /// Where every following view stands.
    pub async fn status(&self) -> sqlx::Result<Vec<Status>> {
        Status::read(&self.pool).await
    }

    /// Waits until a view is projected up to a position, by whichever process; `false` when it is not in time.
    pub async fn wait_for(&self, name: &str, position: i64, timeout: Duration) -> sqlx::Result<bool> {
        let mut projected = self.projected.subscribe();
        let reached = async {
            loop {
                projected.mark_unchanged();
                match checkpoint::position_of(name, &self.pool).await? {
                    Some((at, _)) if at >= position => return Ok(true),
                    Some((_, status)) if status == "following" => {}
                    _ => return Ok(false),
                }
                let _ = tokio::time::timeout(LOOK_AGAIN, projected.changed()).await;
            }
        };
        tokio::time::timeout(timeout, reached).await.unwrap_or(Ok(false))
    }

    /// Lets a stopped view try again, in every process.
    pub async fn restart(&self, name: &str) -> sqlx::Result<bool> {
        let restarted = sqlx::query(
            "update view_checkpoints set status = 'following', error = null where name = $1 and status = 'stopped'",
        )
        .bind(name)
        .execute(&self.pool)
        .await?;
        self.latest.send_modify(|_| {});
        Ok(restarted.rows_affected() > 0)
    }

    /// Follows the log until stopped. What is then half projected, even a rebuild, is left: it changed nothing yet.
    ///
    /// `appended` is what the appender of this process says; others announce it on [`super::CHANNEL`].
    pub async fn run(
        &self,
        followers: Vec<Box<dyn Follower>>,
        appended: watch::Receiver<i64>,
        stop: CancellationToken,
    ) {
        let tasks = TaskTracker::new();
        tasks.spawn(self.clone().forward(appended, stop.clone()));
        tasks.spawn(self.clone().measure(stop.clone()));
        tasks.spawn(listen(self.pool.clone(), self.latest.clone(), stop.clone()));
        for follower in followers {
            tasks.spawn(self.clone().follow(follower, stop.clone()));
        }
        tasks.close();
        tasks.wait().await;
    }

    /// Wakes followers whenever the appender of this process says so.
    async fn forward(self, mut appended: watch::Receiver<i64>, stop: CancellationToken) {
        let forwarded = async {
            while appended.changed().await.is_ok() {
                self.wake(*appended.borrow_and_update());
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = forwarded => {}
        }
    }

    /// Also of views that stand still, of which no follower says anything.
    async fn measure(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            match self.status().await {
                Ok(all) => all.iter().for_each(Status::measure),
                Err(error) => tracing::warn!(%error, "could not measure how far views are behind"),
            }
            stop.run_until_cancelled(tokio::time::sleep(MEASURE)).await;
        }
    }

    async fn follow(self, mut follower: Box<dyn Follower>, stop: CancellationToken) {
        let name = follower.name();
        let mut latest = self.latest.subscribe();
        let (mut registered, mut stopped, mut position) = (false, false, 0);
        while !stop.is_cancelled() {
            latest.mark_unchanged();
            let projecting = self.step(&mut *follower, &mut registered, &mut stopped);
            let Some(outcome) = stop.run_until_cancelled(projecting).await else { return };
            match outcome {
                // Back, if a crash of PostgreSQL took the last pages: they are projected again, without waiting.
                Ok(reached) if reached != position => {
                    let few = reached.abs_diff(position) < FEW;
                    position = reached;
                    self.projected.send_replace(());
                    if few {
                        stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
                    }
                    continue;
                }
                Ok(_) => {}
                Err(error) => stopped = self.fail(name, &error).await,
            }
            tokio::select! {
                () = stop.cancelled() => {}
                _ = latest.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// One page, unless the view is stopped.
    async fn step(
        &self,
        follower: &mut dyn Follower,
        registered: &mut bool,
        stopped: &mut bool,
    ) -> Result<i64, FollowError> {
        if !*registered {
            checkpoint::register(follower.name(), follower.version(), &self.pool).await?;
            *registered = true;
        }
        if *stopped {
            let Some((position, status)) = checkpoint::position_of(follower.name(), &self.pool).await? else {
                return Ok(0);
            };
            if status == "stopped" {
                return Ok(position);
            }
            *stopped = false;
        }
        follower.catch_up(&self.pool).await
    }

    /// Says loudly that a view is projected no further; answers whether it has to stop.
    async fn fail(&self, name: &'static str, error: &FollowError) -> bool {
        metrics::counter!("annals_projection_failures_total", "projection" => name).increment(1);
        match error {
            FollowError::Transient(error) => {
                tracing::warn!(projection = name, %error, "could not follow the log; trying again");
                false
            }
            FollowError::Stuck { position, .. } | FollowError::Outdated { position, .. } => {
                tracing::error!(projection = name, position, %error, "stopped");
                if let Err(error) = checkpoint::stop(name, &error.to_string(), &self.pool).await {
                    tracing::warn!(projection = name, %error, "could not write down why it stopped");
                    return false;
                }
                true
            }
        }
    }
}
