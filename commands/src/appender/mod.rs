//! Group commit: whatever commands wait are written as one statement, in one transaction.

mod batch;
mod failure;
mod line;
#[cfg(test)]
mod tests;

use projections::{inline::Rows, table};
use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use domain::Timestamp;

pub use self::failure::AppendError;
use self::line::{Line, Timeouts};

table! {
    /// A fact with its envelope; positions count from the batch's first fact.
    EventRow in "events" by ["stream_id", "sequence"] {
        stream_id: Uuid as "uuid",
        sequence: i64 as "bigint",
        stream_type: &'static str as "text",
        r#type: &'static str as "text",
        version: i16 as "smallint",
        payload: String as "json",
        account: Uuid as "uuid",
        at: Timestamp as "timestamptz",
        command: Uuid as "uuid",
        correlation: Uuid as "uuid",
        causation: Option<Uuid> as "uuid",
        via: &'static str as "text",
        image_set: Option<Uuid> as "uuid",
        team: Option<Uuid> as "uuid",
        position: i64 as "position",
    }
}

table! {
    CommandRow in "log_commands" by ["id"] {
        id: Uuid as "uuid",
        account: Uuid as "uuid",
        stream_id: Uuid as "uuid",
        last_position: i64 as "position",
        at: Timestamp as "timestamptz",
        asked: Vec<u8> as "bytea",
    }
}

/// One command's facts, on their way into the log.
pub struct Append {
    pub events: Vec<EventRow>,
    pub command: CommandRow,
    pub rows: Rows,
    /// Answered with the position of the last fact, once it is durable.
    pub answer: oneshot::Sender<Result<i64, AppendError>>,
}

/// The way to the one task of this process that writes to the log.
#[derive(Debug, Clone)]
pub struct Appender {
    waiting: mpsc::Sender<Append>,
    head: watch::Receiver<i64>,
}

/// A batch this large is bound by its rows; larger ones only add latency.
const MOST_COMMANDS: usize = 256;
/// Bulk work is cut so that nobody holds the head row for long.
const MOST_EVENTS: usize = 1_000;

impl Appender {
    /// Starts the task; it ends when the last clone of the appender is gone and all is written.
    pub fn start(pool: PgPool, tasks: &TaskTracker) -> Self {
        Self::on(Line::new(pool, Timeouts::default()), tasks)
    }

    fn on(line: Line, tasks: &TaskTracker) -> Self {
        let (sender, receiver) = mpsc::channel(4 * MOST_COMMANDS);
        let (head_sender, head) = watch::channel(0);
        tasks.spawn(run(line, receiver, head_sender));
        Self { waiting: sender, head }
    }

    /// Hands a command over; its answer comes through its own channel.
    pub async fn append(&self, append: Append) {
        if let Err(closed) = self.waiting.send(append).await {
            let _ = closed.0.answer.send(Err(AppendError::Unavailable));
        }
    }

    /// Follows the position of this process's last append.
    pub fn head(&self) -> watch::Receiver<i64> {
        self.head.clone()
    }
}

async fn run(mut line: Line, mut waiting: mpsc::Receiver<Append>, head: watch::Sender<i64>) {
    let mut left_over: Option<Append> = None;
    loop {
        let first = match left_over.take() {
            Some(append) => append,
            None => match waiting.recv().await {
                Some(append) => append,
                None => return line.close().await,
            },
        };
        let mut events = first.events.len();
        let mut batch = vec![first];
        while batch.len() < MOST_COMMANDS && events < MOST_EVENTS {
            let Ok(append) = waiting.try_recv() else { break };
            events += append.events.len();
            if events > MOST_EVENTS {
                left_over = Some(append);
                break;
            }
            batch.push(append);
        }
        metrics::histogram!("annals_append_batch_commands")
            .record(f64::from(u32::try_from(batch.len()).unwrap_or(u32::MAX)));
        if let Some(position) = batch::write(&mut line, batch).await {
            head.send_modify(|head| *head = position.max(*head));
        }
    }
}
