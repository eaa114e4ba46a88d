//! Commands that had their effect: sent again they have none, and their id is for nothing else.

use domain::{Decider, Digest};
use projections::inline::Rows;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Executor, Receipt, asked, busy};
use crate::{
    Caller, CommandError,
    appender::{Append, AppendError, CommandRow},
    caller::digest_of,
};

/// Who had the id, for which stream, what was asked for (not known of old commands), and the position.
type Answered = (Uuid, Uuid, Option<Vec<u8>>, i64);

impl Executor {
    /// Takes a command's id for something that has no facts of its own, such as an order for a job, right before it is
    /// done. Says whether it is new: done again it must be the same.
    pub(crate) async fn claim(
        &self,
        caller: Caller,
        about: Uuid,
        what: &impl serde::Serialize,
    ) -> Result<bool, CommandError> {
        let asked = caller.asked.unwrap_or_else(|| digest_of(what));
        let command = CommandRow {
            id: caller.command.uuid(),
            account: caller.account.uuid(),
            stream_id: about,
            last_position: 0,
            at: self.0.clock.now(),
            asked: asked.bytes().to_vec(),
        };
        let (answer, answered) = oneshot::channel();
        self.0.appender.append(Append { events: vec![], command, rows: Rows::default(), answer }).await;
        match answered.await {
            Ok(Ok(_)) => Ok(true),
            Ok(Err(AppendError::Repeated)) => {
                self.answered_before(caller, about, asked).await?.map(|_| false).ok_or_else(busy)
            }
            Ok(Err(_)) | Err(_) => Err(busy()),
        }
    }

    /// Whether exactly this was done before under the command's id; anything else is refused.
    pub(crate) async fn was_claimed(&self, caller: Caller, about: Uuid) -> Result<bool, CommandError> {
        let Some(asked) = caller.asked else { return Ok(false) };
        Ok(self.answered_before(caller, about, asked).await?.is_some())
    }

    /// A command can take away the very right that it needs: sent again, it still has its one answer.
    pub(crate) async fn same_again<D: Decider>(
        &self,
        caller: Caller,
        stream: Uuid,
        command: &D::Command,
        denied: CommandError,
    ) -> Result<Receipt, CommandError> {
        if !matches!(denied, CommandError::Denied(_) | CommandError::Refused(_)) {
            return Err(denied);
        }
        match self.find(caller).await? {
            None => Err(denied),
            // Who uses somebody else's id is told what everybody is.
            Some((account, ..)) if account != caller.account.uuid() => Err(denied),
            Some(found) => same(found, caller, stream, asked::<D>(caller, command)),
        }
    }

    pub(super) async fn answered_before(
        &self,
        caller: Caller,
        stream: Uuid,
        asked: Digest,
    ) -> Result<Option<Receipt>, CommandError> {
        let found = self.find(caller).await?;
        found.map(|found| same(found, caller, stream, asked)).transpose()
    }

    async fn find(&self, caller: Caller) -> Result<Option<Answered>, CommandError> {
        let found =
            sqlx::query_as("select account, stream_id, asked, last_position from log_commands where id = $1");
        Ok(found.bind(caller.command.uuid()).fetch_optional(&self.0.pool).await?)
    }
}

/// The receipt of what was done under the id, if it is what is asked for now.
fn same(
    (account, of, before, position): Answered,
    caller: Caller,
    stream: Uuid,
    asked: Digest,
) -> Result<Receipt, CommandError> {
    let asks_the_same = before.is_none_or(|before| before == asked.bytes());
    if (account, of, asks_the_same) == (caller.account.uuid(), stream, true) {
        return Ok(Receipt { stream, position, seen: () });
    }
    Err(CommandError::reused())
}
