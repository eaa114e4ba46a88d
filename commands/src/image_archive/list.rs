//! `images.csv`: what is known of each image of an archive (RFC 4180).

use std::fmt::Write as _;

use bytes::Bytes;
use projections::labelling::Labelled;

use super::layout::{Content, Entry};

/// Grows by a line for each image.
pub struct List(String);

impl Default for List {
    fn default() -> Self {
        Self("file,name,path,image,width,height,bytes,media_type,sha256\r\n".to_owned())
    }
}

impl List {
    pub fn add(&mut self, file: &str, labelled: &Labelled) {
        let image = &labelled.image;
        let (file, name, path) = (quoted(file), quoted(&image.name), quoted(&image.path));
        writeln!(
            self.0,
            "{file},{name},{path},{},{},{},{},{},{}\r",
            image.image,
            image.frame.width,
            image.frame.height,
            labelled.bytes,
            image.media_type,
            image.digest
        )
        .expect("text grows");
    }

    pub fn entry(self) -> Entry {
        let (bytes, crc) = (self.0.len() as u64, crc32fast::hash(self.0.as_bytes()));
        Entry { name: "images.csv".to_owned(), bytes, content: Content::Written(Bytes::from(self.0), crc) }
    }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
