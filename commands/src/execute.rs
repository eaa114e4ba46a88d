//! A command's way: load, decide, append; once per command id, whatever happens.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use cqrs_es::CqrsFramework;
use domain::Stamp;
use projections::inline::Inline;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    Caller, CommandError, Commands,
    appender::AppendError,
    event_sourced::{EventSourced, RowCollector},
    failure::Failure,
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

impl Commands {
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
        let work = async move { this.carry_out::<D, S>(caller, stream, scope, command, see).await };
        let task = self.tasks.spawn(work.in_current_span());
        task.await.unwrap_or_else(|_| Err(CommandError::Unavailable { retry_after: Duration::from_secs(1) }))
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
        let _alone = self.locks.lock(stream).await;
        let mut attempt = 1;
        loop {
            let known = self.cache.sequence(stream);
            let failure = match self.try_once::<D>(caller, stream, scope, command.clone()).await {
                Ok(position) => {
                    // Nobody else of this process is at the stream: it is as this command left it.
                    let seen = self.cache.look(stream, |state: &EventSourced<D>| see(&state.0));
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
            self.cache.evict(stream);
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
        let at = self.clock.now();
        let collector = RowCollector::new(stream);
        let receipt = Arc::new(Mutex::new(None));
        let store = Store {
            log: self.views.log(),
            cache: self.cache.clone(),
            appender: self.appender.clone(),
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
            (Failure::Refused(_), Some(known)) => Ok(self.views.log().length(stream).await? != known),
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
                .fetch_optional(&self.pool)
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
