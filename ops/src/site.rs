//! The parts of a running site, put together for whatever needs them: serving, the command line, the demo.

use std::{future::pending, time::Duration};

use commands::{
    Commands,
    blobs::Blobs,
    desk::{LoginName, people::Person},
};
use rustix::fs::Mode;
use sqlx::PgPool;
use tokio::time::sleep;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::{
    Failure,
    config::Config,
    data_folder::DataFolder,
    database::Source,
    migrate::{migrate, migrate_if_empty},
    output::asked,
    parts, pool, spool,
};

pub struct Site {
    pub source: Source,
    pub pool: PgPool,
    pub commands: Commands,
    tasks: TaskTracker,
}

/// A write takes milliseconds; one that waits for a lost database is unanswered, and so may be lost.
const LAST_WRITES: Duration = Duration::from_secs(10);

impl Site {
    /// Starts or finds PostgreSQL, brings it up to date, and opens everything else.
    pub async fn open(config: &Config, data: &DataFolder) -> Result<Self, Failure> {
        let source = Source::open(config, &data.path).await?;
        let ready = migrate(source.url()).await;
        Self::with(ready, source, config, data).await
    }

    /// For whoever looks at what is there, also beside a server that is running, whose database is left as it is.
    pub async fn join(config: &Config) -> Result<Self, Failure> {
        let data = DataFolder::of(config)?;
        if config.database.url.is_none() && !data.path.exists() {
            let sentence = "there is no data: run this where the server runs, or name its data_dir";
            return Err(asked(format!("{}: {sentence}", data.path.display())));
        }
        Self::join_or_begin(config).await
    }

    /// The same for the first command on a new machine.
    pub async fn join_or_begin(config: &Config) -> Result<Self, Failure> {
        let data = DataFolder::of(config)?;
        let source = Source::join(config, &data.path).await?;
        let ready = migrate_if_empty(source.url()).await;
        Self::with(ready, source, config, &data).await
    }

    /// Somebody for whom the operator acts.
    pub async fn person(&self, login_name: &str) -> Result<Person, Failure> {
        let name = LoginName::parse(login_name).map_err(|error| asked(format!("the name {error}")))?;
        let found = self.commands.people.find_by_name(&name).await?;
        found.ok_or_else(|| asked("there is no such person"))
    }

    async fn with(
        ready: Result<(), Failure>,
        source: Source,
        config: &Config,
        data: &DataFolder,
    ) -> Result<Self, Failure> {
        let opened = match ready {
            Ok(()) => Self::on(&source, config, data).await,
            Err(failure) => Err(failure),
        };
        match opened {
            Ok((pool, commands, tasks)) => Ok(Self { source, pool, commands, tasks }),
            Err(failure) => {
                source.close().await;
                Err(failure)
            }
        }
    }

    async fn on(
        source: &Source,
        config: &Config,
        data: &DataFolder,
    ) -> Result<(PgPool, Commands, TaskTracker), Failure> {
        // Whatever is written from here on, images above all, is for this account only.
        rustix::process::umask(Mode::RWXG | Mode::RWXO);
        let pool = pool::open(source.url(), &config.database).await?;
        spool::gather_in(&data.path)?;
        let blobs = Blobs::open(&config.storage.place(&data.path))?;
        blobs.check().await?;
        blobs.claim(installation(&pool).await?).await?;
        let tasks = TaskTracker::new();
        let reading = pool::open_reading(source.url(), &config.database).await?;
        let commands = parts::commands(config, (pool.clone(), reading), blobs, tasks.clone());
        Ok((pool, commands, tasks))
    }

    /// Writes that were begun are finished, whether or not anyone still waits for the answer.
    pub async fn close(self) {
        self.close_unless(pending()).await;
    }

    /// The same, unless somebody cannot wait. An embedded PostgreSQL is stopped in order all the same.
    pub async fn close_unless(self, hurry: impl Future<Output = ()>) {
        let Self { source, pool, commands, tasks } = self;
        drop(commands);
        tasks.close();
        let ended = async {
            tasks.wait().await;
            pool.close().await;
        };
        tokio::select! {
            () = ended => {}
            () = sleep(LAST_WRITES) => tracing::warn!("some writes did not end in time"),
            () = hurry => {}
        }
        source.close().await;
    }
}

/// Which database this is; a storage that belongs to another one is refused.
async fn installation(pool: &PgPool) -> sqlx::Result<Uuid> {
    sqlx::query_scalar("select id from desk_installation").fetch_one(pool).await
}
