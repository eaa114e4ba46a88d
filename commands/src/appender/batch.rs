//! A batch as one statement; if it fails, one command at a time, so that one bad command harms nobody.

use projections::{Statement, inline::Rows};

use super::{Append, AppendError, CommandRow, EventRow, line::Line};

/// The head row is held from here to the commit, and for nothing else. `$1`: how many facts; bound, because a
/// statement whose words are the same is planned once.
const HEAD: &str =
    "update log_head set position = position + $1::bigint returning position - $1::bigint as base";
const FINALLY: &str = "select base, pg_notify('annals_log', (base + $1::bigint)::text)::text from h";

struct Written {
    /// Position before the batch.
    base: i64,
}

/// Writes a batch and answers everybody; the position of the last fact, if any command was written.
pub(super) async fn write(line: &mut Line, batch: Vec<Append>) -> Option<i64> {
    if batch.len() == 1 {
        return alone(line, batch.into_iter().next()?).await;
    }
    let parts: Vec<_> = batch.iter().map(|a| (a.events.clone(), a.command.clone(), a.rows.clone())).collect();
    match together(line, parts).await {
        Ok(Written { base }) => Some(answer(batch, base)),
        Err(error) => {
            tracing::debug!(%error, commands = batch.len(), "a batch failed, its commands go one by one");
            let mut last = None;
            for append in batch {
                last = alone(line, append).await.or(last);
            }
            last
        }
    }
}

async fn alone(line: &mut Line, append: Append) -> Option<i64> {
    let Append { events, command, rows, answer } = append;
    let (count, id) = (length(&events), command.id);
    let result = match together(line, vec![(events, command, rows)]).await {
        Ok(Written { base }) => Ok(base + count),
        Err(error) => match AppendError::from(&error) {
            AppendError::Unavailable => look_up(line, id).await,
            failure => Err(failure),
        },
    };
    let position = result.as_ref().ok().copied();
    // Nobody waits any more when the client went away; the command had its effect all the same.
    let _ = answer.send(result);
    position
}

/// The connection broke, perhaps after the commit.
async fn look_up(line: &mut Line, command: uuid::Uuid) -> Result<i64, AppendError> {
    let connection = line.connection().await.map_err(|_| AppendError::Unavailable)?;
    let found = sqlx::query_scalar("select last_position from log_commands where id = $1")
        .bind(command)
        .fetch_optional(connection)
        .await;
    found.ok().flatten().ok_or(AppendError::Unavailable)
}

async fn together(line: &mut Line, parts: Vec<(Vec<EventRow>, CommandRow, Rows)>) -> sqlx::Result<Written> {
    let (mut all_events, mut commands, mut all_rows) = (vec![], vec![], Rows::default());
    let mut offset = 0;
    for (events, mut command, rows) in parts {
        let count = length(&events);
        all_events
            .extend(events.into_iter().map(|event| EventRow { position: event.position + offset, ..event }));
        all_rows.absorb(rows, offset);
        offset += count;
        command.last_position = offset;
        commands.push(command);
    }
    let mut statement = Statement::new(HEAD);
    statement.bind(offset);
    statement.insert(all_events);
    statement.insert(commands);
    all_rows.write(&mut statement);
    let written = statement.run(FINALLY, line.connection().await?).await;
    if let Err(error) = &written
        && !matches!(error.into(), AppendError::Conflict | AppendError::Repeated | AppendError::Rule(_))
    {
        line.hang_up();
    }
    written.map(|base| Written { base })
}

fn answer(batch: Vec<Append>, base: i64) -> i64 {
    let mut last = base;
    for append in batch {
        last += length(&append.events);
        let _ = append.answer.send(Ok(last));
    }
    last
}

fn length(events: &[EventRow]) -> i64 {
    i64::try_from(events.len()).unwrap_or(i64::MAX)
}
