//! The one reader of this process, for as long as anybody listens.

use std::{sync::Arc, time::Duration};

use projections::{Log, LogError, Recorded};
use tokio::sync::{Mutex, broadcast, watch};
use tokio_util::sync::CancellationToken;

use super::PAGE;

/// Facts of which nobody told are found at the latest after this long.
const POLL: Duration = Duration::from_secs(1);

/// Listeners who are further behind read the log for themselves.
const KEPT: usize = 1024;

type News = broadcast::Sender<Arc<Recorded>>;

#[derive(Clone)]
pub struct Hub {
    log: Log,
    /// The last position known to be in the log, whichever process appended it.
    latest: watch::Receiver<i64>,
    stopping: CancellationToken,
    /// Open while the reader runs.
    news: Arc<Mutex<Option<News>>>,
}

impl Hub {
    pub fn new(log: Log, latest: watch::Receiver<i64>, stopping: CancellationToken) -> Self {
        Self { log, latest, stopping, news: Arc::default() }
    }

    /// Hears all facts from now on: whatever is in the log when this answers may be heard or not, the rest is.
    pub async fn join(&self) -> Result<broadcast::Receiver<Arc<Recorded>>, LogError> {
        let mut running = self.news.lock().await;
        if let Some(news) = running.as_ref() {
            return Ok(news.subscribe());
        }
        let position = self.log.head().await?;
        let (news, receiver) = broadcast::channel(KEPT);
        *running = Some(news.clone());
        tokio::spawn(self.clone().read(position, news));
        Ok(receiver)
    }

    /// Ends with its last listener, with the server, or when the log cannot be read: listeners then find out why.
    async fn read(mut self, mut position: i64, news: News) {
        loop {
            self.latest.mark_unchanged();
            let facts = match self.log.part_after(position, PAGE).await {
                Ok(facts) => facts,
                Err(error) => {
                    tracing::warn!(%error, "live pages could not be told what happens");
                    break;
                }
            };
            let more = facts.more;
            for fact in facts {
                position = fact.position;
                let _ = news.send(Arc::new(fact));
            }
            if !more && !self.wait().await {
                break;
            }
            // Whoever joins holds the lock: nobody comes in between.
            let mut running = self.news.lock().await;
            if news.receiver_count() == 0 {
                *running = None;
                return;
            }
        }
        *self.news.lock().await = None;
    }

    /// False: there will be no more.
    async fn wait(&mut self) -> bool {
        let news = tokio::time::timeout(POLL, self.latest.changed());
        !matches!(self.stopping.run_until_cancelled(news).await, None | Some(Ok(Err(_))))
    }
}
