//! What happens from here on, as it happens.

use std::time::Duration;

use domain::ImageSetId;
use futures::Stream;
use projections::{LogError, Recorded};

use crate::Commands;

/// Facts that another process appended are found at the latest after this long.
const POLL: Duration = Duration::from_secs(1);
const PAGE: i64 = 500;

impl Commands {
    /// Facts after a position, of one set or of all; waits for more, until the server stops.
    ///
    /// Whoever listens asks for permission first, and again from time to time.
    pub fn live(
        &self,
        set: Option<ImageSetId>,
        after: i64,
    ) -> impl Stream<Item = Result<Recorded, LogError>> + Send + use<> {
        let (log, mut head, mut position) = (self.views.log(), self.head(), after);
        let stopping = self.stopping().clone();
        async_stream::try_stream! {
            while !stopping.is_cancelled() {
                head.mark_unchanged();
                let facts = match set {
                    Some(set) => log.of_set(set, position, PAGE).await?,
                    None => log.after(position, PAGE).await?,
                };
                let more = i64::try_from(facts.len()) == Ok(PAGE);
                for fact in facts {
                    position = fact.position;
                    yield fact;
                }
                if !more {
                    let news = tokio::time::timeout(POLL, head.changed());
                    let _ = stopping.run_until_cancelled(news).await;
                }
            }
        }
    }
}
