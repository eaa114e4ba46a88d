//! What a server does beside answering: jobs, following projections, housekeeping.

use commands::{Commands, bulk_change, export, intake, jobs::Registry, label_import, undo};
use projections::registry;
use sqlx::PgPool;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{housekeeping, proving, site::Site};

/// The tasks of this process.
pub struct Workers(TaskTracker);

/// Jobs decode images or write files; more at once would only take turns on the cores.
const JOBS_AT_ONCE: usize = 2;

pub fn start(site: &Site, stop: CancellationToken) -> Workers {
    let tasks = TaskTracker::new();
    tasks.spawn(jobs(site.commands.clone(), stop.clone()));
    tasks.spawn(follow(site.commands.clone(), stop.clone()));
    tasks.spawn(say_when_stopping(site.commands.clone(), stop.clone()));
    tasks.spawn(keep_house(site.commands.clone(), site.pool.clone(), stop));
    tasks.close();
    Workers(tasks)
}

impl Workers {
    pub async fn ended(self) {
        self.0.wait().await;
    }
}

async fn jobs(commands: Commands, stop: CancellationToken) {
    let registry = intake::register(Registry::new(), commands.intake.clone());
    let registry = export::register(registry, commands.exports.clone());
    let registry = bulk_change::register(registry, commands.bulk_changes.clone());
    let registry = label_import::register(registry, commands.label_imports.clone());
    let registry = undo::register(registry, commands.undos.clone());
    commands.jobs().work(&registry, JOBS_AT_ONCE, &stop).await;
}

/// Projects all following views.
pub async fn follow(commands: Commands, stop: CancellationToken) {
    let mut followers = registry::followers();
    followers.push(proving::follower());
    commands.following().run(followers, commands.head(), stop).await;
}

/// Pages that listen would otherwise keep the server from stopping.
async fn say_when_stopping(commands: Commands, stop: CancellationToken) {
    stop.cancelled().await;
    commands.stopping().cancel();
}

async fn keep_house(commands: Commands, pool: PgPool, stop: CancellationToken) {
    stop.run_until_cancelled(housekeeping::every_hour(&commands, &pool)).await;
}
