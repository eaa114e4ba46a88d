//! What happens from here on, as it happens: the log is read once for everybody in this process who listens.

mod hub;
mod label;

use std::sync::Arc;

use domain::ImageSetId;
use futures::Stream;
use projections::{Log, LogError, Part, Recorded, Views};
use tokio::sync::{broadcast::error::RecvError, watch};

use tokio_util::sync::CancellationToken;

use crate::shared::Shared;

use self::{hub::Hub, label::SeenLately};

const PAGE: i64 = 500;

/// Tells listeners what happens.
pub struct Live {
    views: Views,
    hub: Hub,
    seen_lately: SeenLately,
    stopping: CancellationToken,
}

impl Live {
    /// `latest` is the last position known to be in the log.
    pub(crate) fn new(shared: &Shared, latest: watch::Receiver<i64>, stopping: CancellationToken) -> Self {
        let views = shared.views.clone();
        let hub = Hub::new(views.log(), latest, stopping.clone());
        Self { views, hub, seen_lately: SeenLately::default(), stopping }
    }

    /// Facts after a position, of one set or of all; waits for more, until the server stops.
    ///
    /// Whoever listens asks for permission first, and again from time to time.
    pub fn facts(
        &self,
        set: Option<ImageSetId>,
        after: i64,
    ) -> impl Stream<Item = Result<Arc<Recorded>, LogError>> + Send + use<> {
        let (hub, log, stopping) = (self.hub.clone(), self.views.log(), self.stopping.clone());
        let mut position = after;
        let is_heard = move |fact: &Recorded| set.is_none() || fact.image_set == set;
        async_stream::try_stream! {
            while !stopping.is_cancelled() {
                // First the news, then the past: what happens in between comes twice and is told once.
                let mut news = hub.join().await?;
                loop {
                    let past = happened(&log, set, position).await?;
                    let more = i64::try_from(past.len()) == Ok(PAGE);
                    for fact in past {
                        position = fact.position;
                        yield Arc::new(fact);
                    }
                    if !more {
                        break;
                    }
                }
                while let Some(heard) = stopping.run_until_cancelled(news.recv()).await {
                    match heard {
                        Ok(fact) if fact.position <= position || !is_heard(&fact) => {}
                        Ok(fact) => {
                            position = fact.position;
                            yield fact;
                        }
                        // Too slow, or the reader gave up: the log has it all.
                        Err(RecvError::Lagged(_) | RecvError::Closed) => break,
                    }
                }
            }
        }
    }
}

async fn happened(log: &Log, set: Option<ImageSetId>, after: i64) -> Result<Part<Recorded>, LogError> {
    match set {
        Some(set) => log.of_set(set, after, PAGE).await,
        None => log.part_after(after, PAGE).await,
    }
}
