//! Where everything lies in an archive of stored files, known before a byte of them is read: so its size can be said,
//! and a download can go on in the middle.
//!
//! Zip, with Zip64 where it is needed (PKWARE's APPNOTE 6.3.10, 4.3). Nothing depends on the day or the machine.

use domain::Digest;

/// One file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    /// Below 4 GiB, as all that is uploaded.
    pub bytes: u64,
    pub content: Content,
}

/// Where its bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Stored(Digest),
    /// With its CRC-32.
    Written(bytes::Bytes, u32),
}

const LOCAL: u64 = 30;
const CENTRAL: u64 = 46;
const END: u64 = 22;
const END_64: u64 = 56 + 20;
/// What a central record says besides when its file begins behind 4 GiB.
const OFFSET_64: u64 = 12;
const MOST_32: u64 = u32::MAX as u64;
const MOST_16: u64 = u16::MAX as u64;
/// 1 January 1980, the first day there is.
const DATE: u16 = 0x21;
const UTF_8: u16 = 1 << 11;

impl Entry {
    /// Header and bytes.
    pub fn size(&self) -> u64 {
        LOCAL + self.name.len() as u64 + self.bytes
    }

    pub fn local_header(&self, crc: u32) -> Vec<u8> {
        let mut header = Fields::new(*b"PK\x03\x04");
        header.u16(version(false)).common(self, crc).u16(0);
        header.bytes(self.name.as_bytes())
    }

    /// The record of a file that begins at `offset`.
    pub fn central_record(&self, crc: u32, offset: u64) -> Vec<u8> {
        let far = offset >= MOST_32;
        let mut record = Fields::new(*b"PK\x01\x02");
        // Made on a system whose files have rights: 0644.
        record.u16(0x0300 | version(far)).u16(version(far)).common(self, crc);
        record.u16(if far { 12 } else { 0 }).u16(0).u16(0).u16(0).u32(0o100_644 << 16);
        record.u32(u32::try_from(offset).unwrap_or(u32::MAX));
        let mut record = Fields(record.bytes(self.name.as_bytes()));
        if far {
            record.u16(1).u16(8).u64(offset);
        }
        record.0
    }

    fn central_size(&self, offset: u64) -> u64 {
        CENTRAL + self.name.len() as u64 + if offset >= MOST_32 { OFFSET_64 } else { 0 }
    }
}

/// Sizes of the three parts of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// All files with their headers: there the directory begins.
    pub files: u64,
    pub directory: u64,
    entries: u64,
}

impl Layout {
    pub fn of(entries: &[Entry]) -> Self {
        let start = Self { files: 0, directory: 0, entries: entries.len() as u64 };
        entries.iter().fold(start, |sum, entry| Self {
            files: sum.files + entry.size(),
            directory: sum.directory + entry.central_size(sum.files),
            ..sum
        })
    }

    pub fn size(&self) -> u64 {
        self.files + self.directory + if self.is_large() { END_64 } else { 0 } + END
    }

    fn is_large(&self) -> bool {
        self.entries >= MOST_16 || self.directory >= MOST_32 || self.files >= MOST_32
    }

    /// What stands behind the directory.
    pub fn end(&self) -> Vec<u8> {
        let mut end = Fields(vec![]);
        if self.is_large() {
            end.raw(b"PK\x06\x06").u64(44).u16(0x0300 | version(true)).u16(version(true)).u32(0).u32(0);
            end.u64(self.entries).u64(self.entries).u64(self.directory).u64(self.files);
            end.raw(b"PK\x06\x07").u32(0).u64(self.files + self.directory).u32(1);
        }
        let short = |number: u64| u16::try_from(number).unwrap_or(u16::MAX);
        let long = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        end.raw(b"PK\x05\x06").u16(0).u16(0).u16(short(self.entries)).u16(short(self.entries));
        end.u32(long(self.directory)).u32(long(self.files)).u16(0);
        end.0
    }
}

/// 4.5 for Zip64, else 2.0.
fn version(large: bool) -> u16 {
    if large { 45 } else { 20 }
}

/// Numbers as zip writes them: the low byte first.
struct Fields(Vec<u8>);

impl Fields {
    fn new(signature: [u8; 4]) -> Self {
        Self(signature.to_vec())
    }

    fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u16(&mut self, number: u16) -> &mut Self {
        self.raw(&number.to_le_bytes())
    }

    fn u32(&mut self, number: u32) -> &mut Self {
        self.raw(&number.to_le_bytes())
    }

    fn u64(&mut self, number: u64) -> &mut Self {
        self.raw(&number.to_le_bytes())
    }

    /// What local header and central record have in common: flags to the length of the name; files are stored.
    fn common(&mut self, entry: &Entry, crc: u32) -> &mut Self {
        let bytes = u32::try_from(entry.bytes).expect("no file of 4 GiB is taken");
        let name = u16::try_from(entry.name.len()).expect("names of files are short");
        self.u16(UTF_8).u16(0).u16(0).u16(DATE).u32(crc).u32(bytes).u32(bytes).u16(name)
    }

    fn bytes(&mut self, last: &[u8]) -> Vec<u8> {
        self.raw(last);
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn written(name: &str, text: &'static [u8]) -> Entry {
        let crc = crc32fast::hash(text);
        Entry {
            name: name.to_owned(),
            bytes: text.len() as u64,
            content: Content::Written(bytes::Bytes::from_static(text), crc),
        }
    }

    fn archive(entries: &[Entry]) -> Vec<u8> {
        let (mut files, mut directory) = (vec![], vec![]);
        for entry in entries {
            let Content::Written(text, crc) = &entry.content else { unreachable!() };
            directory.extend(entry.central_record(*crc, files.len() as u64));
            files.extend(entry.local_header(*crc));
            files.extend_from_slice(text);
        }
        [files, directory, Layout::of(entries).end()].concat()
    }

    #[test]
    fn another_program_reads_it_and_it_is_as_long_as_said() {
        let entries = [written("a.txt", b"one"), written("Größe/ü.txt", b""), written("b.txt", b"three")];
        let bytes = archive(&entries);

        assert_eq!(bytes.len() as u64, Layout::of(&entries).size());
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> =
            (0..3).map(|at| read.by_index(at).unwrap().name().unwrap().into_owned()).collect();
        assert_eq!(names, ["a.txt", "Größe/ü.txt", "b.txt"]);
        let mut text = String::new();
        read.by_name("b.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "three");
    }

    #[test]
    fn more_files_than_zip_once_had_are_read() {
        let entries: Vec<_> = (0..70_000).map(|number| written(&format!("{number}"), b"x")).collect();
        let bytes = archive(&entries);

        assert_eq!(bytes.len() as u64, Layout::of(&entries).size());
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(read.len(), 70_000);
        assert_eq!(read.by_name("69999").unwrap().size(), 1);
    }

    #[test]
    fn what_begins_behind_four_gigabytes_says_where() {
        let large = Entry { bytes: 3 << 30, ..written("large", b"") };
        let entries = [large.clone(), large.clone(), large];
        let layout = Layout::of(&entries);
        let record = entries[2].central_record(0, 2 * entries[0].size());

        assert_eq!(record.len() as u64, entries[2].central_size(2 * entries[0].size()));
        assert_eq!(record[record.len() - 8..], (2 * entries[0].size()).to_le_bytes());
        assert_eq!(layout.size(), layout.files + layout.directory + layout.end().len() as u64);
        assert!(layout.end().starts_with(b"PK\x06\x06"));
    }
}
