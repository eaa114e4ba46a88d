//! A command's way: load, decide, append; once per command id, whatever happens.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use cqrs_es::CqrsFramework;
use domain::{Decider, Digest, Stamp};
use projections::{Log, inline::Inline};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    Caller, CommandError,
    appender::{AppendError, Appender},
    cache::{Cache, Cached},
    caller::digest_of,
    clock::Clock,
    event_sourced::{EventSourced, Outcome, RowCollector},
    failure::Failure,
    locks::Locks,
    store::{HandedOver, Store, StreamScope},
};

mod answered;
mod in_order;

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

/// What is to be carried out on a stream, under one command id.
struct Order<D: Decider> {
    caller: Caller,
    stream: Uuid,
    scope: StreamScope,
    commands: Vec<D::Command>,
    /// Stands for all of this.
    asked: Digest,
    /// Whether what is refused is left out, and the rest done.
    leaves_out: bool,
    /// Whoever waits for this one's place in the log.
    handed_over: HandedOver,
}

/// What one attempt came to.
struct Tried {
    /// Of the last fact; none, if nothing was to be changed and that need not be remembered.
    position: Option<i64>,
    outcomes: Vec<Outcome>,
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
        task.await.unwrap_or_else(|_| Err(busy()))
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
        let (this, asked, handed_over) = (self.clone(), asked::<D>(caller, &command), HandedOver::default());
        let commands = vec![command];
        let order = Order::<D> { caller, stream, scope, commands, asked, leaves_out: false, handed_over };
        self.finish(async move { this.carry_out(order, see).await }).await
    }

    /// Carries out many commands on one stream with one append, under one id. The domain decides each, on the stream as
    /// those before it left it; what is refused is left out. Says what became of each, in their order.
    ///
    /// Where nothing changes, nothing is written, and the id is free still. An id that had its effect is told
    /// [`CommandError::Unavailable`]: what became of each is not known any more, and whoever asks looks at the stream.
    pub(crate) async fn execute_all<D>(
        &self,
        caller: Caller,
        stream: Uuid,
        scope: StreamScope,
        commands: Vec<D::Command>,
    ) -> Result<Vec<Outcome>, CommandError>
    where
        D: Inline,
        D::Command: Clone + 'static,
    {
        let (this, asked) = (self.clone(), asked::<D>(caller, &commands));
        let handed_over = HandedOver::default();
        let order = Order::<D> { caller, stream, scope, commands, asked, leaves_out: true, handed_over };
        let work = async move {
            let _alone = this.0.locks.lock(stream).await;
            let tried = this.try_until_certain(&order).await.ok_or_else(busy)??;
            Ok(tried.outcomes)
        };
        self.finish(work).await
    }

    /// Reads streams that are not at hand, all with one question, because soon there are commands for each of them.
    pub(crate) async fn prepare<D: Inline>(&self, streams: &[Uuid]) -> Result<(), CommandError> {
        let cache = &self.0.cache;
        let missing: Vec<Uuid> =
            streams.iter().copied().filter(|stream| cache.sequence(*stream).is_none()).collect();
        let mut new: HashSet<Uuid> = missing.iter().copied().collect();
        for (stream, folded) in self.0.log.fold_all::<D>(&missing).await? {
            let (state, sequence, bytes) = (EventSourced(folded.state), folded.sequence, folded.bytes);
            cache.put(stream, Cached { state, sequence, bytes });
            new.remove(&stream);
        }
        for stream in new {
            cache.put(stream, Cached { state: EventSourced(D::default()), sequence: 0, bytes: 0 });
        }
        Ok(())
    }

    async fn carry_out<D, S>(
        &self,
        order: Order<D>,
        see: impl FnOnce(&D) -> S + Send,
    ) -> Result<Receipt<Option<S>>, CommandError>
    where
        D: Inline,
        D::Command: Clone,
    {
        let stream = order.stream;
        let _alone = self.0.locks.lock(stream).await;
        if let Some(tried) = self.try_until_certain(&order).await {
            let position = tried?.position.ok_or_else(busy)?;
            // Nobody else of this process is at the stream: it is as this command left it.
            let seen = self.0.cache.look(stream, |state: &EventSourced<D>| see(&state.0));
            return Ok(Receipt { stream, position, seen });
        }
        let before = self.answered_before(order.caller, stream, order.asked).await?;
        let Receipt { position, .. } = before.ok_or_else(busy)?;
        Ok(Receipt { stream, position, seen: None })
    }

    /// Tries until the stream stands still for one attempt. Nothing, if the command had its effect before.
    async fn try_until_certain<D>(&self, order: &Order<D>) -> Option<Result<Tried, CommandError>>
    where
        D: Inline,
        D::Command: Clone,
    {
        let (stream, mut attempt) = (order.stream, 1);
        loop {
            let known = self.0.cache.sequence(stream);
            let failure = match self.try_once(order).await {
                Ok(tried) => return Some(Ok(tried)),
                Err(failure) => failure,
            };
            match self.answered_before(order.caller, stream, order.asked).await {
                Ok(Some(_)) => return None,
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
            match self.was_stale(&failure, stream, known).await {
                Ok(true) if attempt < MOST_ATTEMPTS => {
                    self.0.cache.evict(stream);
                    attempt += 1;
                }
                Ok(_) => return Some(Err(failure.into())),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    async fn try_once<D>(&self, order: &Order<D>) -> Result<Tried, Failure>
    where
        D: Inline,
        D::Command: Clone,
    {
        let at = self.0.clock.now();
        let collector = RowCollector::new(order.stream, order.leaves_out);
        let receipt = Arc::new(Mutex::new(None));
        let store = Store {
            log: self.0.log.clone(),
            cache: self.0.cache.clone(),
            appender: self.0.appender.clone(),
            caller: order.caller,
            at,
            asked: order.asked,
            scope: order.scope,
            handed_over: order.handed_over.clone(),
            collector: collector.clone(),
            receipt: receipt.clone(),
        };
        let stamp = Stamp { by: order.caller.account, at };
        let framework = CqrsFramework::<EventSourced<D>, _>::new(store, vec![], collector.clone());
        let command = (stamp, order.commands.clone());
        framework.execute(&order.stream.to_string(), command).await.map_err(Failure::of::<D>)?;
        let position = *receipt.lock().unwrap_or_else(PoisonError::into_inner);
        if position.is_none() && !order.leaves_out {
            return Err(Failure::Append(AppendError::Unavailable));
        }
        Ok(Tried { position, outcomes: collector.outcomes() })
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
}

/// What stands for a command: what its sender says is asked for, or the command itself.
fn asked<D: Decider>(caller: Caller, command: &impl serde::Serialize) -> Digest {
    caller.asked.unwrap_or_else(|| digest_of(&(D::TYPE, command)))
}

const fn busy() -> CommandError {
    CommandError::Unavailable { retry_after: Duration::from_secs(1) }
}
