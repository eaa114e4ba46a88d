//! Streams of server-sent events.

use std::time::Duration;

use axum::response::sse::Event;
use serde::Serialize;
use tokio::time::{Sleep, sleep};

/// After so long a listener must come again, and say again who it is.
const LISTENING: Duration = Duration::from_mins(15);

pub fn long_enough() -> Sleep {
    sleep(LISTENING)
}

pub fn message(what: &impl Serialize) -> Event {
    Event::default().json_data(what).expect("what is told is JSON")
}
