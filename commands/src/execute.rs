//! A command's way: load, decide, append; once per command id, whatever happens.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use cqrs_es::CqrsFramework;
use domain::Stamp;
use projections::{Log, inline::Inline};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    Caller, CommandError,
    appender::{AppendError, Appender},
    cache::Cache,
    clock::Clock,
    event_sourced::{EventSourced, RowCollector},
    failure::Failure,
    locks::Locks,
    store::{Store, StreamScope},
};

/// Proof that a command had its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt<S = ()> {
    pub stream: Uuid,
    /// Position of the command's last fact: what was answered is the state as of it.
    pub position: i64,
    /// What somebody wanted to see of the stream right after that fact.
    pub seen: S,
}

/// Between processes only; within one, commands on a stream queue up.
const MOST_ATTEMPTS: u32 = 4;

/// Carries out commands on streams. Clones share everything.
#[derive(Clone)]
pub(crate) struct Executor(Arc<Inner>);

struct Inner {
    pool: PgPool,
    log: Log,
    clock: Arc<dyn Clock>,
    appender: Appender,
    cache: Arc<Cache>,
    locks: Locks,
    tasks: TaskTracker,
}

impl Executor {
    /// Starts the task that writes to the log; it ends with the last clone.
    pub(crate) fn start(pool: PgPool, log: Log, clock: Arc<dyn Clock>, tasks: TaskTracker) -> Self {
        let (appender, cache) = (Appender::start(pool.clone(), &tasks), Arc::new(Cache::new()));
        Self(Arc::new(Inner { pool, log, clock, appender, cache, locks: Locks::new(), tasks }))
    }

    /// The position of this process's last append.
    pub(crate) fn head(&self) -> watch::Receiver<i64> {
        self.0.appender.head()
    }

    /// Does the work in a task of its own, for which a shutdown waits.
    pub(crate) async fn finish<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, CommandError>> + Send + 'static,
    ) -> Result<T, CommandError> {
        let task = self.0.tasks.spawn(work.in_current_span());
        task.await.unwrap_or_else(|_| Err(CommandError::Unavailable { retry_after: Duration::from_secs(1) }))
    }

    /// Carries a command out in a task of its own: a client that goes away cannot stop it half-way.
    pub(crate) async fn execute<D>(
        &self,
        caller: Caller,
        stream: Uuid,
        scope: StreamScope,
        command: D::Command,
    ) -> Result<Receipt, CommandError>
    where
        D: Inline,
        D::Command: Clone + 'static,
    {
        let receipt = self.execute_and_see::<D, ()>(caller, stream, scope, command, |_| ()).await?;
        Ok(Receipt { stream, position: receipt.position, seen: () })
    }

    /// The same, with a look at the stream right after. There is none when the command had its effect before, and is
    /// only answered again.
    pub(crate) async fn execute_and_see<D, S>(
        &self,
        caller: Caller,
        stream: Uuid,
        scope: StreamScope,
        command: D::Command,
        see: impl FnOnce(&D) -> S + Send + 'static,
    ) -> Result<Receipt<Option<S>>, CommandError>
    where
        D: Inline,
        D::Command: Clone + 'static,
        S: Send + 'static,
    {
        let this = self.clone();
        self.finish(async move { this.carry_out::<D, S>(caller, stream, scope, command, see).await }).await
    }

    async fn carry_out<D, S>(
        &self,
        caller: Caller,
        stream: Uuid,
        scope: StreamScope,
        command: D::Command,
        see: impl FnOnce(&D) -> S + Send,
    ) -> Result<Receipt<Option<S>>, CommandError>
    where
        D: Inline,
        D::Command: Clone,
    {
        let _alone = self.0.locks.lock(stream).await;
        let mut attempt = 1;
        loop {
            let known = self.0.cache.sequence(stream);
            let failure = match self.try_once::<D>(caller, stream, scope, command.clone()).await {
                Ok(position) => {
                    // Nobody else of this process is at the stream: it is as this command left it.
                    let seen = self.0.cache.look(stream, |state: &EventSourced<D>| see(&state.0));
                    return Ok(Receipt { stream, position, seen });
                }
                Err(failure) => failure,
            };
            if let Some(Receipt { position, .. }) = self.answered_before(caller, stream).await? {
                return Ok(Receipt { stream, position, seen: None });
            }
            let again = attempt < MOST_ATTEMPTS && self.was_stale(&failure, stream, known).await?;
            if !again {
                return Err(failure.into());
            }
            self.0.cache.evict(stream);
            attempt += 1;
        }
    }

    async fn try_once<D: Inline>(
        &self,
        caller: Caller,
        stream: Uuid,
        scope: StreamScope,
        command: D::Command,
    ) -> Result<i64, Failure> {
        let at = self.0.clock.now();
        let collector = RowCollector::new(stream);
        let receipt = Arc::new(Mutex::new(None));
        let store = Store {
            log: self.0.log.clone(),
            cache: self.0.cache.clone(),
            appender: self.0.appender.clone(),
            caller,
            at,
            scope,
            collector: collector.clone(),
            receipt: receipt.clone(),
        };
        let stamp = Stamp { by: caller.account, at };
        let framework = CqrsFramework::<EventSourced<D>, _>::new(store, vec![], collector);
        framework.execute(&stream.to_string(), (stamp, command)).await.map_err(Failure::of::<D>)?;
        let position = *receipt.lock().unwrap_or_else(PoisonError::into_inner);
        position.ok_or(Failure::Append(AppendError::Unavailable))
    }

    /// A refusal is the last word only if it was spoken on the stream as it is.
    async fn was_stale(
        &self,
        failure: &Failure,
        stream: Uuid,
        known: Option<i64>,
    ) -> Result<bool, CommandError> {
        match (failure, known) {
            (Failure::Append(AppendError::Conflict), _) => Ok(true),
            (Failure::Refused(_), Some(known)) => Ok(self.0.log.length(stream).await? != known),
            _ => Ok(false),
        }
    }

    /// A command can take away the very right that it needs: sent again, it still has its one answer.
    pub(crate) async fn same_again(
        &self,
        caller: Caller,
        stream: Uuid,
        denied: CommandError,
    ) -> Result<Receipt, CommandError> {
        if !matches!(denied, CommandError::Denied(_) | CommandError::Refused(_)) {
            return Err(denied);
        }
        match self.answered_before(caller, stream).await {
            Ok(Some(receipt)) => Ok(receipt),
            // Who used the id for something else is told what everybody is.
            Ok(None) | Err(CommandError::Refused(_)) => Err(denied),
            Err(error) => Err(error),
        }
    }

    async fn answered_before(&self, caller: Caller, stream: Uuid) -> Result<Option<Receipt>, CommandError> {
        let found: Option<(Uuid, Uuid, i64)> =
            sqlx::query_as("select account, stream_id, last_position from log_commands where id = $1")
                .bind(caller.command.uuid())
                .fetch_optional(&self.0.pool)
                .await?;
        match found {
            None => Ok(None),
            Some((account, of, position)) if account == caller.account.uuid() && of == stream => {
                Ok(Some(Receipt { stream, position, seen: () }))
            }
            Some(_) => Err(CommandError::conflict(
                "command_id_reused",
                "this command id was used for another command",
            )),
        }
    }
}
