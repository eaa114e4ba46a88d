//! The text of a file.

use super::Unreadable;

/// Without a mark of byte order.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            Err(Unreadable::file(format!("the file is not UTF-8 text: line {line} has other bytes")))
        }
    }
}
