//! How long to wait before the next attempt.

use std::time::Duration;

/// 5 s, 20 s, 80 s, 320 s, then every 15 minutes.
pub(super) fn backoff(attempt: i32) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or_default().min(10) * 2;
    Duration::from_secs(5 << doublings).min(Duration::from_mins(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_and_stops_growing() {
        let pauses: Vec<_> = [1, 2, 3, 4, 5, 100, i32::MAX].map(|n| backoff(n).as_secs()).into();
        assert_eq!(pauses, [5, 20, 80, 320, 900, 900, 900]);
    }
}
