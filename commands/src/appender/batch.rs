//! A batch as one statement; if it is refused, one command at a time, so that one bad command harms nobody.

use std::collections::HashMap;

use projections::{
    Statement,
    inline::{InlineRows as _, Rows},
};
use uuid::Uuid;

use super::{Append, AppendError, EventRow, line::Line};

/// The head row is held from here to the commit, and for nothing else. `$1`: how many facts; bound, because a
/// statement whose words are the same is planned once.
const HEAD: &str =
    "update log_head set position = position + $1::bigint returning position - $1::bigint as base";
const FINALLY: &str = "select base, pg_notify('annals_log', (base + $1::bigint)::text)::text from h";

/// Writes a batch and answers everybody; the position of the last fact, if any command was written.
pub(super) async fn write(line: &mut Line, mut batch: Vec<Append>) -> Option<i64> {
    if line.connection().await.is_err() {
        // Nothing was sent, so there is nothing to look up.
        for append in batch {
            answer(append, Err(AppendError::Unavailable));
        }
        return None;
    }
    let (mut last, mut at_once) = (None, batch.len());
    while !batch.is_empty() {
        match together(line, &batch[..at_once]).await {
            Ok(base) => last = Some(answer_all(batch.drain(..at_once), base)),
            Err(AppendError::Unavailable) => return look_up(line, batch).await.or(last),
            Err(failure) if at_once == 1 => answer(batch.remove(0), Err(failure)),
            Err(error) => {
                tracing::debug!(%error, commands = at_once, "a batch failed, its commands go one by one");
                at_once = 1;
            }
        }
    }
    last
}

/// The connection broke, perhaps after the commit: says of all commands at once which are in the log.
async fn look_up(line: &mut Line, batch: Vec<Append>) -> Option<i64> {
    let ids: Vec<Uuid> = batch.iter().map(|append| append.command.id).collect();
    let question = async |connection: &mut sqlx::PgConnection| {
        sqlx::query_as("select id, last_position from log_commands where id = any($1)")
            .bind(ids)
            .fetch_all(connection)
            .await
    };
    let found: HashMap<Uuid, i64> =
        line.ask(question).await.map_or_else(|_| HashMap::new(), |found: Vec<_>| found.into_iter().collect());
    for append in batch {
        let position = found.get(&append.command.id).copied();
        answer(append, position.ok_or(AppendError::Unavailable));
    }
    found.into_values().max()
}

/// The position before the first fact.
async fn together(line: &mut Line, batch: &[Append]) -> Result<i64, AppendError> {
    let (mut all_events, mut commands, mut all_rows) = (vec![], vec![], Rows::default());
    let mut offset = 0;
    for Append { events, command, rows, .. } in batch {
        all_events.extend(
            events.iter().cloned().map(|event| EventRow { position: event.position + offset, ..event }),
        );
        all_rows.absorb(rows.clone(), offset);
        offset += length(events);
        let mut command = command.clone();
        command.last_position = offset;
        commands.push(command);
    }
    let mut statement = Statement::new(HEAD);
    statement.bind(offset);
    statement.insert(all_events);
    statement.insert(commands);
    all_rows.write(&mut statement);
    let written = line.ask(async |connection| statement.run(FINALLY, connection).await).await;
    written.map_err(|error| AppendError::from(&error))
}

fn answer_all(batch: impl Iterator<Item = Append>, base: i64) -> i64 {
    let mut last = base;
    for append in batch {
        last += length(&append.events);
        answer(append, Ok(last));
    }
    last
}

/// Nobody waits any more when the client went away; the command had its effect all the same.
fn answer(append: Append, outcome: Result<i64, AppendError>) {
    let _ = append.answer.send(outcome);
}

fn length(events: &[EventRow]) -> i64 {
    i64::try_from(events.len()).unwrap_or(i64::MAX)
}
