//! Rows of a JSON array, one a line, written as they come.

use std::io;

use serde::Serialize;

use super::Sink;

/// What was written of the present array.
#[derive(Debug, Default)]
pub(super) struct JsonRows {
    any: bool,
    line: Vec<u8>,
}

impl JsonRows {
    pub(super) fn write(&mut self, row: &impl Serialize, sink: &mut dyn Sink) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(if self.any { b",\n" } else { b"\n" });
        serde_json::to_writer(&mut self.line, row)?;
        self.any = true;
        sink.write_all(&self.line)
    }

    /// Ends the array with `between`, which begins the next one.
    pub(super) fn next(&mut self, between: &str, sink: &mut dyn Sink) -> io::Result<()> {
        self.any = false;
        sink.write_all(between.as_bytes())
    }
}
