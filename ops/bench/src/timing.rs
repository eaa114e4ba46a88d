//! Durations and rates.

use std::time::Duration;

/// The middle one.
pub fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}

pub fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1_000.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few million")]
pub fn rate(count: usize, during: Duration) -> f64 {
    count as f64 / during.as_secs_f64()
}
