//! The one place that makes ids.

use domain::{CommandId, Timestamp};
use uuid::{Builder, Uuid};

/// A `UUIDv7` of this time. Ids of different microseconds sort by time; within one, chance decides.
pub fn mint(at: Timestamp) -> Uuid {
    let micros = u64::try_from(at.timestamp_micros()).unwrap_or_default();
    let mut noise: [u8; 10] = rand::random();
    // RFC 9562, 6.2 method 3: the twelve bits after the milliseconds hold their fraction.
    let fraction = (micros % 1000) * 4096 / 1000;
    noise[..2].copy_from_slice(&fraction.to_be_bytes()[6..]);
    Builder::from_unix_timestamp_millis(micros / 1000, &noise).into_uuid()
}

/// An id that follows from a command's id: the same command sent again makes the same thing.
pub fn derive(command: CommandId, what: &[u8]) -> Uuid {
    Uuid::new_v5(&command.uuid(), what)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::testing::noon;

    use super::*;

    #[test]
    fn ids_sort_by_microsecond_and_differ_within_one() {
        let ids: Vec<_> = (0..3000).map(|n| mint(noon() + Duration::from_micros(n))).collect();

        assert!(ids.is_sorted());
        assert_ne!(mint(noon()), mint(noon()));
        assert_eq!(ids[0].get_version_num(), 7);
    }
}
