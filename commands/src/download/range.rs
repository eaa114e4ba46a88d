//! `Range: bytes=…`, as far as a download that goes on needs it: one range.

use std::ops::Range;

use http::{HeaderMap, header};

/// What of a file was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByteRange {
    /// Everything: nothing was asked, or something we need not understand (RFC 9110, 14.2).
    All,
    Part(Range<u64>),
    /// Nothing that is there.
    Beyond,
}

impl ByteRange {
    pub fn of(headers: &HeaderMap, tag: &str, size: u64) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        // A range of other bytes than the client has would make a file of two halves.
        if text(header::IF_RANGE).is_some_and(|known| known != tag) {
            return Self::All;
        }
        let Some((first, last)) = text(header::RANGE)
            .and_then(|range| range.strip_prefix("bytes="))
            .and_then(|range| range.split_once('-'))
        else {
            return Self::All;
        };
        Self::between(first.trim(), last.trim(), size)
    }

    fn between(first: &str, last: &str, size: u64) -> Self {
        let range = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if last >= first => first..last.saturating_add(1).min(size),
            (Ok(first), Err(_)) if last.is_empty() => first..size,
            (Err(_), Ok(last)) if first.is_empty() => size.saturating_sub(last)..size,
            _ => return Self::All,
        };
        if range.is_empty() { Self::Beyond } else { Self::Part(range) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: &str) -> ByteRange {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        ByteRange::of(&headers, "\"x\"", 100)
    }

    #[test]
    fn one_range_is_understood() {
        assert_eq!(of("bytes=0-9"), ByteRange::Part(0..10));
        assert_eq!(of("bytes=90-"), ByteRange::Part(90..100));
        assert_eq!(of("bytes=-10"), ByteRange::Part(90..100));
        assert_eq!(of("bytes=50-1000"), ByteRange::Part(50..100));
    }

    #[test]
    fn what_lies_beyond_is_refused_and_what_is_odd_is_ignored() {
        assert_eq!(of("bytes=100-"), ByteRange::Beyond);
        for odd in ["bytes=9-0", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"] {
            assert_eq!(of(odd), ByteRange::All, "{odd}");
        }
    }
}
