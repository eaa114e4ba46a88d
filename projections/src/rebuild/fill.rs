//! Fills the new tables from the log, a page at a time.

use std::sync::Arc;

use futures::{SinkExt as _, StreamExt as _, channel::mpsc, try_join};
use sqlx::{Executor as _, PgConnection, PgPool};
use tokio::sync::Mutex;
use tokio_util::task::AbortOnDropHandle;

use super::{Beside, Progress, RebuildError, View};
use crate::{
    Recorded, Statement,
    following::{FollowError, Telling, read_page},
};

/// Facts written by one statement.
pub const PAGE: i64 = 10_000;

/// A rebuild on its way; its connections are its own, so that nobody can keep it from finishing.
pub struct Fill {
    view: View,
    position: i64,
    source: Arc<Mutex<Source>>,
    /// Writes; sees the new tables under their usual names, and never the present ones.
    writer: PgConnection,
}

/// What makes statements of the log. It works in a task of its own: to tell a page takes as long as to write one, and
/// whoever tells does not feed the connection that writes.
struct Source {
    teller: Box<dyn Telling>,
    /// Reads the log.
    reader: PgConnection,
    /// Reads streams that were forgotten.
    memory: PgConnection,
}

impl Fill {
    pub async fn new(pool: &PgPool, view: View, beside: &Beside) -> Result<Self, RebuildError> {
        let mut writer = own(pool).await?;
        let settings = format!(
            "set search_path to {}; set synchronous_commit to off; set plan_cache_mode to force_custom_plan;
             set maintenance_work_mem to '128MB'; set work_mem to '64MB'",
            beside.schema
        );
        writer.execute(settings.as_str()).await?;
        let (reader, memory) = (own(pool).await?, own(pool).await?);
        let source = Source { teller: view.teller(), reader, memory };
        Ok(Self { view, position: 0, source: Arc::new(Mutex::new(source)), writer })
    }

    pub const fn position(&self) -> i64 {
        self.position
    }

    pub const fn writer(&mut self) -> &mut PgConnection {
        &mut self.writer
    }

    /// Where the present tables stand, as `writer` sees it within its transaction.
    pub async fn live_position(&mut self, live: &str) -> Result<i64, RebuildError> {
        let sql = match self.view.follows() {
            None => format!("select position from {live}.log_head"),
            Some(_) => format!("select position from {live}.view_checkpoints where name = '{}'", self.view),
        };
        Ok(sqlx::query_scalar(&sql).fetch_optional(&mut self.writer).await?.unwrap_or(0))
    }

    /// Tells facts until fewer than `close` are missing.
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
            self.tell_up_to(head, progress).await?;
        }
    }

    /// Tells all facts up to a position: pages are read and told while those before them are written.
    pub async fn tell_up_to(
        &mut self,
        head: i64,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(), RebuildError> {
        let (statements, to_write) = mpsc::channel(1);
        let (source, position) = (self.source.clone(), self.position);
        let telling = async move { source.lock().await.tell(position, head, statements).await };
        let telling = AbortOnDropHandle::new(tokio::spawn(telling));
        let told =
            async { telling.await.unwrap_or_else(|broken| std::panic::resume_unwind(broken.into_panic())) };
        try_join!(told, write(head, &mut self.writer, to_write, progress))?;
        self.position = self.position.max(head);
        Ok(())
    }
}

impl Source {
    async fn tell(
        &mut self,
        position: i64,
        head: i64,
        statements: mpsc::Sender<(i64, Statement)>,
    ) -> Result<(), FollowError> {
        let (pages, to_tell) = mpsc::channel(1);
        try_join!(
            read(position, head, &mut self.reader, pages),
            tell(&mut *self.teller, &mut self.memory, to_tell, statements),
        )?;
        Ok(())
    }
}

async fn own(pool: &PgPool) -> sqlx::Result<PgConnection> {
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

async fn tell(
    teller: &mut dyn Telling,
    connection: &mut PgConnection,
    mut pages: mpsc::Receiver<Vec<Recorded>>,
    mut statements: mpsc::Sender<(i64, Statement)>,
) -> Result<(), FollowError> {
    while let Some(page) = pages.next().await {
        teller.recall(&page, connection).await?;
        let statement = teller.tell(&page)?;
        let last = page.last().map_or(0, |fact| fact.position);
        if statements.send((last, statement)).await.is_err() {
            break;
        }
    }
    Ok(())
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
