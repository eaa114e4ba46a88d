//! Durations and rates.

use std::{fs, time::Duration};

use annals::Failure;

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

/// How often to look whether a job is done.
pub const POLL: Duration = Duration::from_millis(20);

/// Seconds of CPU that this process has used so far.
pub fn cpu() -> Result<f64, Failure> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The program's name, in brackets, may hold anything.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |nth: usize| fields.get(nth).and_then(|field| field.parse::<f64>().ok()).ok_or("no CPU time");
    Ok((ticks(11)? + ticks(12)?) / 100.0)
}
