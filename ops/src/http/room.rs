//! Room for connections; some of it is kept for those who ask how the server is.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::Request,
    http::{HeaderValue, header::RETRY_AFTER},
    middleware::Next,
    response::Response,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{health, refusal::Refusal, unread::and_close};

/// Connections beyond those for everybody: enough to say yes or no to many in a second.
pub const KEPT: usize = 16;
/// Of those, by one address.
pub const KEPT_PER_ADDRESS: usize = 4;
/// How long a connection among them may last: as long as the database and the storage may take to answer.
pub const KEPT_TIME: Duration = Duration::from_secs(10);
/// How long its header may take.
pub const KEPT_HEADER_TIME: Duration = Duration::from_secs(2);

/// How many connections there may be at once.
#[derive(Debug, Clone)]
pub struct Rooms {
    free: Arc<Semaphore>,
    kept: Arc<Semaphore>,
}

/// For one connection, until it is dropped.
#[derive(Debug)]
pub struct Room {
    /// Whether it is one of those for questions of health.
    pub is_kept: bool,
    _permit: OwnedSemaphorePermit,
}

/// Marks the requests of connections for which there was no other room.
#[derive(Debug, Clone, Copy)]
pub struct Crowded;

impl Rooms {
    pub fn new(free: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(free)), kept: Arc::new(Semaphore::new(KEPT)) }
    }

    /// Waits until there is any. Neither semaphore is ever closed.
    pub async fn wait(&self) -> Room {
        let (free, kept) = (Arc::clone(&self.free).acquire_owned(), Arc::clone(&self.kept).acquire_owned());
        tokio::select! {
            biased;
            Ok(permit) = free => Room { is_kept: false, _permit: permit },
            Ok(permit) = kept => Room { is_kept: true, _permit: permit },
            else => std::future::pending().await,
        }
    }

    /// The same, or what has become free for everybody while nobody came.
    pub fn better(&self, room: Room) -> Room {
        match Arc::clone(&self.free).try_acquire_owned() {
            Ok(permit) if room.is_kept => Room { is_kept: false, _permit: permit },
            _ => room,
        }
    }
}

/// Where there is no room, only those are answered who ask for the health of the server; others may come again.
pub async fn health_only(request: Request, next: Next) -> Response {
    if request.extensions().get::<Crowded>().is_none() || health::is_asked(request.uri().path()) {
        return next.run(request).await;
    }
    metrics::counter!("http_connections_refused_total").increment(1);
    let mut response = Refusal::CROWDED.answer(request.headers());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    and_close(response)
}
