//! Zip files written byte by byte, because no writer would write these.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// An entry to be written; [`Default`] is an ordinary small file.
#[derive(Clone)]
pub struct Item {
    pub name: Vec<u8>,
    pub content: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    /// Unix mode.
    pub mode: u32,
    /// What the headers say instead of the size.
    pub lie: Option<u32>,
    /// The system that wrote it: 0 is MS-DOS or Windows, 3 is Unix.
    pub system: u8,
    pub extra: Vec<u8>,
}

pub fn item(name: &str) -> Item {
    Item {
        name: name.into(),
        content: b"content".to_vec(),
        // UTF-8 names.
        flags: 1 << 11,
        method: 8,
        mode: 0o100_644,
        lie: None,
        system: 3,
        extra: vec![],
    }
}

/// The bytes of an archive with these entries.
pub fn zip(items: &[Item]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for item in items {
        let start = file.len();
        let (common, data) = describe(item);
        file.extend([b"PK\x03\x04\x14\0".as_slice(), &common, &item.name, &item.extra, &data].concat());
        directory.extend(central(item, &common, start));
    }
    finish(file, &directory, items.len())
}

/// Every entry points at the first one's bytes.
pub fn overlapping(count: usize) -> Vec<u8> {
    let shared = item("a.png");
    let (common, data) = describe(&shared);
    let file = [b"PK\x03\x04\x14\0".as_slice(), &common, &shared.name, &data].concat();
    finish(file, &central(&shared, &common, 0).repeat(count), count)
}

fn describe(item: &Item) -> (Vec<u8>, Vec<u8>) {
    let mut crc = Crc::new();
    crc.update(&item.content);
    let data = if item.method == 8 { deflate(&item.content) } else { item.content.clone() };
    let size = u32::try_from(item.content.len()).unwrap();
    let packed = u32::try_from(data.len()).unwrap();
    let common = [
        &item.flags.to_le_bytes()[..],
        &item.method.to_le_bytes(),
        &[0, 0, 0x21, 0x28],
        &crc.sum().to_le_bytes(),
        &packed.to_le_bytes(),
        &item.lie.unwrap_or(size).to_le_bytes(),
        &u16::try_from(item.name.len()).unwrap().to_le_bytes(),
        &u16::try_from(item.extra.len()).unwrap().to_le_bytes(),
    ];
    (common.concat(), data)
}

fn central(item: &Item, common: &[u8], start: usize) -> Vec<u8> {
    let start = u32::try_from(start).unwrap().to_le_bytes();
    let attributes = (item.mode << 16).to_le_bytes();
    let tail = [&[0; 6][..], &attributes, &start, &item.name, &item.extra].concat();
    let (made_by, needed) = ([0x14, item.system], [0x14, 0]);
    [b"PK\x01\x02".as_slice(), &made_by, &needed, common, &tail].concat()
}

fn finish(mut file: Vec<u8>, directory: &[u8], count: usize) -> Vec<u8> {
    let start = u32::try_from(file.len()).unwrap().to_le_bytes();
    let count = u16::try_from(count).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &start, &[0, 0]].concat());
    file
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(content).unwrap();
    deflate.finish().unwrap()
}
