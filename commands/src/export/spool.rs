//! Where a writer's output gathers: one file, or one archive, on this machine's disk.
//!
//! Archives are stored, not deflated: no compressor's next version may change a byte of an old export.

use std::{
    fs::File,
    io::{self, BufWriter, Seek as _, Write},
};

use domain::formats::Sink;
use tokio_util::sync::CancellationToken;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

const BUFFER: usize = 256 << 10;
/// What an archive adds to each file, counted twice for its name.
const ENTRY: u64 = 128;

/// A sink with an end: more than `room` bytes are refused.
pub(super) struct Spool {
    out: Out,
    /// The first file's.
    path: Option<String>,
    room: u64,
    /// Cancelled when nobody waits for the file any more.
    stop: CancellationToken,
}

enum Out {
    One(BufWriter<File>),
    Archive(Box<ZipWriter<BufWriter<File>>>),
}

/// Complete, and ready to be read from its beginning.
pub(super) struct Spooled {
    pub file: File,
    /// What the writer called its file, if it wrote one only.
    pub path: Option<String>,
}

impl Spool {
    pub fn new(archive: bool, room: u64, stop: CancellationToken) -> io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER, tempfile::tempfile()?);
        let out = if archive { Out::Archive(Box::new(ZipWriter::new(file))) } else { Out::One(file) };
        Ok(Self { out, path: None, room, stop })
    }

    pub fn finish(self) -> io::Result<Spooled> {
        let (mut out, path) = match self.out {
            Out::One(out) => (out, self.path),
            Out::Archive(out) => (out.finish()?, None),
        };
        out.flush()?;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Spooled { file, path })
    }

    fn take(&mut self, bytes: u64) -> io::Result<()> {
        self.room = self.room.checked_sub(bytes).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(())
    }
}

impl Sink for Spool {
    fn start(&mut self, path: &str) -> io::Result<()> {
        self.take(ENTRY + 2 * path.len() as u64)?;
        match &mut self.out {
            Out::One(_) if self.path.is_some() => {
                return Err(io::Error::other("a format of one file began another"));
            }
            Out::One(_) => {}
            Out::Archive(archive) => archive.start_file(path, options())?,
        }
        self.path.get_or_insert_with(|| path.to_owned());
        Ok(())
    }

    fn go_on(&self) -> io::Result<()> {
        if self.stop.is_cancelled() { Err(io::Error::other("nobody waits for it")) } else { Ok(()) }
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.go_on()?;
        let written = match &mut self.out {
            Out::One(out) => out.write(bytes)?,
            Out::Archive(archive) => archive.write(bytes)?,
        };
        self.take(written as u64)?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Nothing here depends on the day or the machine.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
