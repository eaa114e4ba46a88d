//! Fills the new tables from the log, a page at a time.

use std::sync::Arc;

use futures::{SinkExt as _, StreamExt as _, channel::mpsc, try_join};
use sqlx::{Executor as _, PgConnection, PgPool};
use tokio::sync::Mutex;
use tokio_util::task::AbortOnDropHandle;

use super::{NewTables, Progress, RebuildError, View};
use crate::{
    projectors::{FollowError, Projector, read_page},
    recorded::Recorded,
    statement::Statement,
};

/// Facts written by one statement.
pub const PAGE: i64 = 10_000;

/// A rebuild on its way; its connections are its own, so that nobody can keep it from finishing.
pub struct Fill {
    view: View,
    position: i64,
    /// Reads the log.
    reader: Arc<Mutex<PgConnection>>,
    projector: Arc<Mutex<SharedProjector>>,
    /// Writes; sees the new tables under their usual names, and never the present ones.
    writer: PgConnection,
}

struct SharedProjector {
    projecting: Box<dyn Projector>,
    /// Reads streams that were forgotten.
    memory: PgConnection,
}

impl Fill {
    pub async fn new(pool: &PgPool, view: View, tables: &NewTables) -> Result<Self, RebuildError> {
        let mut writer = own_connection(pool).await?;
        let settings = format!(
            "set search_path to {}; set synchronous_commit to off; set plan_cache_mode to force_custom_plan;
             set maintenance_work_mem to '128MB'; set work_mem to '64MB'",
            tables.schema
        );
        writer.execute(settings.as_str()).await?;
        let reader = Arc::new(Mutex::new(own_connection(pool).await?));
        let projector = SharedProjector { projecting: view.projector(), memory: own_connection(pool).await? };
        Ok(Self { view, position: 0, reader, projector: Arc::new(Mutex::new(projector)), writer })
    }

    pub const fn position(&self) -> i64 {
        self.position
    }

    pub const fn writer(&mut self) -> &mut PgConnection {
        &mut self.writer
    }

    /// Where the present tables stand, as `writer` sees it within its transaction.
    pub async fn live_position(&mut self, live: &str) -> Result<i64, RebuildError> {
        let sql = if self.view.is_inline() {
            format!("select position from {live}.log_head")
        } else {
            format!("select position from {live}.view_checkpoints where name = '{}'", self.view)
        };
        Ok(sqlx::query_scalar(&sql).fetch_optional(&mut self.writer).await?.unwrap_or(0))
    }

    /// Projects facts until fewer than `close` are missing.
    pub async fn catch_up(
        &mut self,
        live: &str,
        close: i64,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(), RebuildError> {
        loop {
            let head = self.live_position(live).await?;
            if head - self.position < close {
                return Ok(());
            }
            self.project_up_to(head, progress).await?;
        }
    }

    /// Projects all facts up to a position: one page is read and another one projected while the one before them is written.
    ///
    /// In tasks of their own: whoever projects a page does not feed the connection that writes, nor empty the one that
    /// reads, and a socket holds a twentieth of a page.
    pub async fn project_up_to(
        &mut self,
        head: i64,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(), RebuildError> {
        let (pages, to_project) = mpsc::channel(1);
        let (statements, to_write) = mpsc::channel(1);
        let (reader, projector, position) = (self.reader.clone(), self.projector.clone(), self.position);
        let reading = spawned(async move { read(position, head, &mut *reader.lock().await, pages).await });
        let projecting = spawned(async move { projector.lock().await.project(to_project, statements).await });
        try_join!(reading, projecting, write(head, &mut self.writer, to_write, progress))?;
        self.position = self.position.max(head);
        Ok(())
    }
}

/// Runs in a task of its own, which ends when nobody waits for it any more.
async fn spawned<T: Send + 'static>(
    work: impl Future<Output = Result<T, FollowError>> + Send + 'static,
) -> Result<T, FollowError> {
    let task = AbortOnDropHandle::new(tokio::spawn(work));
    task.await.unwrap_or_else(|broken| std::panic::resume_unwind(broken.into_panic()))
}

async fn own_connection(pool: &PgPool) -> sqlx::Result<PgConnection> {
    let mut connection = pool.acquire().await?.detach();
    connection
        .execute(
            "set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0",
        )
        .await?;
    Ok(connection)
}

async fn read(
    mut position: i64,
    head: i64,
    connection: &mut PgConnection,
    mut pages: mpsc::Sender<Vec<Recorded>>,
) -> Result<i64, FollowError> {
    while position < head {
        let page = read_page(position, head, PAGE, connection).await?;
        let Some(last) = page.last() else {
            let problem = "the log ends before it".to_owned();
            return Err(FollowError::Stuck { position: position + 1, problem });
        };
        position = last.position;
        // Nobody takes it: the error that stopped him is the answer.
        if pages.send(page).await.is_err() {
            break;
        }
    }
    Ok(position)
}

impl SharedProjector {
    async fn project(
        &mut self,
        mut pages: mpsc::Receiver<Vec<Recorded>>,
        mut statements: mpsc::Sender<(i64, Statement)>,
    ) -> Result<(), FollowError> {
        while let Some(page) = pages.next().await {
            self.projecting.recall(&page, &mut self.memory).await?;
            let statement = self.projecting.project(&page)?;
            let last = page.last().map_or(0, |fact| fact.position);
            if statements.send((last, statement)).await.is_err() {
                break;
            }
        }
        Ok(())
    }
}

async fn write(
    head: i64,
    connection: &mut PgConnection,
    mut statements: mpsc::Receiver<(i64, Statement)>,
    progress: &mut (impl FnMut(Progress) + Send),
) -> Result<(), FollowError> {
    while let Some((position, statement)) = statements.next().await {
        statement.run("select base from h", connection).await?;
        progress(Progress { position, head });
    }
    Ok(())
}
