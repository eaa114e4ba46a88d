//! How followers learn that there are new facts.

use std::time::Duration;

use tokio::sync::watch;

/// Channel on which appenders say the position they reached, once per batch.
pub const CHANNEL: &str = "annals_log";

/// How often a follower looks by itself, should nobody have told it.
pub(super) const POLL: Duration = Duration::from_secs(2);

/// Positions only grow, in whatever order they become known.
pub(super) fn wake(latest: &watch::Sender<i64>, position: i64) {
    latest.send_if_modified(|known| {
        let newer = position > *known;
        *known = position.max(*known);
        newer
    });
}
