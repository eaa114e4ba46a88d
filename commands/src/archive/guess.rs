//! Guesses in which encoding the names of an archive are, from all of them together.
//!
//! `chardetng` knows which letters follow each other in which language. It was made for pages of text; names are short, and
//! many are in code pages of MS-DOS that the web never had. So its guess is held against what names look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::{
    east_asia,
    encoding::{CP437, CP850, CP852, NameEncoding},
    latin,
};

/// Bytes of names that are looked at; more would not make the guess better.
const SAMPLE: usize = 64 << 10;

/// Names that do not say how they are to be read.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// One after the other, each ended by a line break.
    names: Vec<u8>,
    not_utf8: bool,
    dos: bool,
}

impl Sample {
    /// Takes a name into account; `dos` says that a system of Microsoft's wrote it.
    pub fn add(&mut self, name: &[u8], dos: bool) {
        if name.is_ascii() {
            return;
        }
        self.dos |= dos;
        self.not_utf8 |= str::from_utf8(name).is_err();
        if self.names.len() + name.len() < SAMPLE {
            self.names.extend_from_slice(name);
            self.names.push(b'\n');
        }
    }

    /// Nothing, if all names are ASCII.
    pub fn guess(&self) -> Option<NameEncoding> {
        if self.names.is_empty() {
            return None;
        }
        if !self.not_utf8 && str::from_utf8(&self.names).is_ok_and(|text| text.chars().all(is_common)) {
            return Some(NameEncoding::UTF_8);
        }
        let found = self.detected(None);
        if !found.is_single_byte() {
            let is_latin = east_asia::stands_in_words(found, &self.names);
            return Some(if is_latin { self.latin(encoding_rs::WINDOWS_1252).0 } else { found.into() });
        }
        if !is_latin(found) && !latin::is_mixed_in(found, &self.names) {
            return Some(found.into());
        }
        let (latin, quality) = self.latin(if is_latin(found) { found } else { encoding_rs::WINDOWS_1252 });
        Some(match quality {
            latin::Quality::Words => latin,
            latin::Quality::Signs => east_asia::guess(&self.names).map_or(latin, Into::into),
            // Whole words of letters that no Latin language writes side by side.
            latin::Quality::Letters => self.detected(Some(b"ru")).into(),
        })
    }

    /// `country`: the top-level domain of one where it might come from.
    fn detected(&self, country: Option<&[u8]>) -> &'static Encoding {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.names, true);
        detector.guess(country, Utf8Detection::Deny)
    }

    /// Latin letters have other places in Windows and in MS-DOS, whose code pages programs for Windows still write.
    fn latin(&self, found: &'static Encoding) -> (NameEncoding, latin::Quality) {
        let found = NameEncoding::Web(found);
        let candidates = if self.dos { [CP437, CP850, CP852, found] } else { [found, CP437, CP850, CP852] };
        let read = |encoding: &NameEncoding| encoding.decode(&self.names).unwrap_or_default();
        // Of equal ones the first.
        let best = candidates.into_iter().rev().max_by_key(|encoding| latin::score(&read(encoding)));
        let best = best.unwrap_or(CP437);
        (best, latin::quality(&read(&best)))
    }
}

impl From<&'static Encoding> for NameEncoding {
    fn from(encoding: &'static Encoding) -> Self {
        Self::Web(encoding)
    }
}

fn is_latin(encoding: &'static Encoding) -> bool {
    [
        encoding_rs::WINDOWS_1252,
        encoding_rs::WINDOWS_1250,
        encoding_rs::WINDOWS_1254,
        encoding_rs::WINDOWS_1257,
        encoding_rs::WINDOWS_1258,
        encoding_rs::ISO_8859_2,
        encoding_rs::ISO_8859_4,
    ]
    .contains(&encoding)
}

/// Two bytes of Chinese may look like a character of UTF-8, but seldom like one of those that people write.
fn is_common(letter: char) -> bool {
    !matches!(letter, '\u{180}'..='\u{7ff}')
        || matches!(letter,
            '\u{1a0}' | '\u{1a1}' | '\u{1af}' | '\u{1b0}' | '\u{218}'..='\u{21b}' | '\u{300}'..='\u{36f}'
            | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{52f}' | '\u{531}'..='\u{589}' | '\u{5d0}'..='\u{5ea}'
            | '\u{600}'..='\u{6ff}')
}
