//! Where a writer's output gathers: one file, or one archive, on this machine's disk.
//!
//! Entries are text, and deflated. The library that deflates is pinned in `Cargo.lock`, and what it writes depends on neither
//! the machine nor the time: a test knows the digest of an archive, and fails for a version that would change a byte of what
//! somebody exported before.

use std::{
    fs::File,
    io::{self, BufWriter, Seek as _, Write},
};

use domain::formats::Sink;
use tokio_util::sync::CancellationToken;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::effort;

const BUFFER: usize = 256 << 10;
/// Of the compressor, for ever: see [`Archive`].
const BLOCK: usize = 64 << 10;
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
    Archive(Box<Archive>),
}

/// Hands text to the compressor in blocks of one size: what it makes of it depends on the pieces in which it comes.
struct Archive {
    zip: ZipWriter<BufWriter<File>>,
    block: Vec<u8>,
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
        let out = if archive { Out::Archive(Box::new(Archive::new(file))) } else { Out::One(file) };
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

impl Archive {
    fn new(file: BufWriter<File>) -> Self {
        Self { zip: ZipWriter::new(file), block: Vec::with_capacity(BLOCK) }
    }

    fn start(&mut self, path: &str) -> io::Result<()> {
        self.end_block()?;
        Ok(self.zip.start_file(path, options())?)
    }

    /// Takes what still fits into the block.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(&bytes[..taken]);
        if self.block.len() == BLOCK {
            self.end_block()?;
        }
        Ok(taken)
    }

    fn end_block(&mut self) -> io::Result<()> {
        self.zip.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<BufWriter<File>> {
        self.end_block()?;
        Ok(self.zip.finish()?)
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
            Out::Archive(archive) => archive.start(path)?,
        }
        self.path.get_or_insert_with(|| path.to_owned());
        Ok(())
    }

    fn go_on(&self) -> io::Result<()> {
        effort::tick();
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

/// Of all entries, for ever: another level would change the bytes of old exports.
const LEVEL: i64 = 6;

/// Nothing here depends on the day or the machine.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use domain::Digest;
    use zip::ZipArchive;

    use super::*;

    /// As an export of YOLO has them: many short files, a long list, and nothing.
    fn entries() -> Vec<(String, String)> {
        let row = |n: u32| {
            format!("{} 0.{:06} 0.{:06} 0.25 0.125\n", n % 7, n * 7919 % 1_000_000, n * 104_729 % 999_983)
        };
        let list = (0..20_000).map(|n| format!("images/train/{n:06}.jpg,640,480,{}", row(n)));
        let mut entries =
            vec![("images.csv".to_owned(), list.collect()), ("empty.txt".to_owned(), String::new())];
        entries.extend((0..50).map(|n| (format!("labels/train/{n}.txt"), (0..n).map(row).collect())));
        entries
    }

    fn archive(piece: usize) -> Vec<u8> {
        let mut spool = Spool::new(true, u64::MAX, CancellationToken::new()).unwrap();
        for (path, text) in entries() {
            spool.start(&path).unwrap();
            text.as_bytes().chunks(piece).for_each(|bytes| spool.write_all(bytes).unwrap());
        }
        let mut bytes = vec![];
        spool.finish().unwrap().file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn an_archive_has_the_same_bytes_for_ever() {
        let kept = "70c9089769da171210a0838e9f6d149793698aff92d68f0d38fe1a57f4e5bbfb";
        assert_eq!(Digest::of(&archive(1_000)).to_string(), kept);
    }

    #[test]
    fn an_archive_does_not_depend_on_how_its_text_came() {
        let whole = archive(usize::MAX);
        for piece in [1, 63, 32_768, 100_003] {
            assert!(archive(piece) == whole, "in pieces of {piece} bytes");
        }
    }

    #[test]
    fn text_is_deflated_and_comes_back_as_it_was() {
        let bytes = archive(1_000);
        let text: usize = entries().iter().map(|(_, text)| text.len()).sum();
        assert!(bytes.len() < text / 2, "{} of {text} bytes", bytes.len());
        let mut archive = ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        for (index, (_, text)) in entries().iter().enumerate() {
            let mut entry = archive.by_index(index).unwrap();
            assert_eq!(entry.compression(), CompressionMethod::Deflated);
            let mut read = String::new();
            entry.read_to_string(&mut read).unwrap();
            assert_eq!(&read, text);
        }
    }
}
