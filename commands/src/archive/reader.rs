//! Reading an archive, one entry at a time; blocks.

use std::{
    io::{self, BufReader, Read, Seek, SeekFrom},
    ops::ControlFlow,
};

use domain::Digest;
use zip::{
    CompressionMethod,
    read::{Config, ZipFileEntry, ZipReadOptions},
    unstable::read::ZipIterable,
};

use super::{
    ArchiveEntry, ArchiveError, ArchiveLimits, Content, EntryRefusal, NameEncoding, NamesRead,
    entry::{is_system_file, shown},
    names,
    survey::survey,
};
use crate::pictures::clean;

/// How zip files begin, with and without entries.
const SIGNATURES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
const REGULAR: u32 = 0o100_000;
const DIRECTORY: u32 = 0o040_000;
const KIND: u32 = 0o170_000;

/// An archive whose table of contents has been judged.
pub struct Reader<R> {
    zip: ZipIterable<BufReader<R>>,
    limits: ArchiveLimits,
    names: Option<NamesRead>,
}

impl<R: Read + Seek> Reader<R> {
    /// `encoding`: of the names that do not say theirs; without it, it is guessed.
    pub fn open(
        mut file: R,
        limits: ArchiveLimits,
        encoding: Option<NameEncoding>,
    ) -> Result<Self, ArchiveError> {
        let broken = match beginning(&mut file).map_err(|_| ArchiveError::Damaged)? {
            begin if begin.is_empty() => return Err(ArchiveError::Empty),
            begin if SIGNATURES.contains(&begin.as_slice()) => ArchiveError::Damaged,
            _ => ArchiveError::NotAnArchive,
        };
        let mut zip = ZipIterable::try_new(BufReader::new(file), Config::default()).map_err(|_| broken)?;
        let names = survey(&mut zip, &limits)?.decide(encoding);
        Ok(Self { zip, limits, names })
    }

    /// How the names are read that do not say how; nothing, if all are plain.
    pub fn names(&self) -> Option<NamesRead> {
        self.names
    }

    /// Entries there are, including those that will be passed over quietly.
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    pub fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    /// Hands over one entry after the other, until it is told to stop.
    pub fn each(
        &mut self,
        mut take: impl FnMut(ArchiveEntry) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        let (limits, names) = (self.limits, self.names);
        let mut unpacked = 0;
        let files = self.zip.files().map_err(|_| ArchiveError::Damaged)?;
        let mut index = 0;
        while let Some(found) = files.next() {
            let found = found.map_err(|_| ArchiveError::Damaged)?;
            let path =
                names::read(&found, names).and_then(|name| clean(&name).map_err(EntryRefusal::BadName));
            if !path.as_deref().is_ok_and(is_system_file) {
                let shown = path.clone().unwrap_or_else(|_| shown(found.name_raw()));
                let outcome = path
                    .and_then(|path| judge(&found, &path, &limits))
                    .and_then(|()| unpack(found, files.reader_mut(), &limits));
                unpacked += outcome.as_ref().map_or(0, |content| content.bytes.len() as u64);
                if unpacked > limits.unpacked {
                    return Err(ArchiveError::TooLarge { limit: limits.unpacked });
                }
                if take(ArchiveEntry { index, path: shown, outcome }).is_break() {
                    return Ok(());
                }
            }
            index += 1;
        }
        Ok(())
    }
}

fn beginning<R: Read + Seek>(file: &mut R) -> io::Result<Vec<u8>> {
    let mut begin = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(4).read_to_end(&mut begin)?;
    Ok(begin)
}

/// Everything that can be said without unpacking.
fn judge(entry: &ZipFileEntry<'_>, path: &str, limits: &ArchiveLimits) -> Result<(), EntryRefusal> {
    let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
    if entry.is_symlink() || !matches!(kind, 0 | REGULAR | DIRECTORY) {
        Err(EntryRefusal::Link)
    } else if path.ends_with('/') || kind == DIRECTORY {
        Err(EntryRefusal::Directory)
    } else if entry.encrypted() {
        Err(EntryRefusal::Encrypted)
    } else if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        Err(EntryRefusal::Unsupported)
    } else if entry.size() > limits.entry {
        Err(EntryRefusal::TooLarge(limits.entry))
    } else if limits.is_bomb(entry.compressed_size(), entry.size()) {
        Err(EntryRefusal::Bomb(limits.ratio))
    } else {
        Ok(())
    }
}

/// Unpacks one entry; the declared size is not believed, only used as a first guess.
fn unpack<R: Read + Seek>(
    entry: ZipFileEntry<'static>,
    reader: &mut R,
    limits: &ArchiveLimits,
) -> Result<Content, EntryRefusal> {
    let (packed, declared) = (entry.compressed_size(), entry.size());
    let file = entry.with_reader(reader, ZipReadOptions::new()).map_err(|_| EntryRefusal::Damaged)?;
    let mut bytes = Vec::with_capacity(usize::try_from(declared.min(1 << 20)).unwrap_or_default());
    file.take(limits.entry + 1).read_to_end(&mut bytes).map_err(|_| EntryRefusal::Damaged)?;
    let size = bytes.len() as u64;
    if size > limits.entry {
        Err(EntryRefusal::TooLarge(limits.entry))
    } else if limits.is_bomb(packed, size) {
        Err(EntryRefusal::Bomb(limits.ratio))
    } else if SIGNATURES.iter().any(|signature| bytes.starts_with(signature)) {
        Err(EntryRefusal::Nested)
    } else {
        Ok(Content { digest: Digest::of(&bytes), bytes: bytes.into() })
    }
}
