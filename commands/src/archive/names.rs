//! How the names of an archive's entries are read: one decision for all of them.

use serde::{Deserialize, Serialize};
use zip::{read::ZipFileEntry, unstable::format::system::System};

use super::{EntryRefusal, NameEncoding, guess::Sample};

/// The flag of an entry whose name is UTF-8.
const UTF_8_FLAG: u16 = 1 << 11;

/// Of an archive whose names do not all say what they are: how they were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesRead {
    pub encoding: NameEncoding,
    /// Nobody chose it.
    pub guessed: bool,
}

/// Gathers names until it is decided how they are to be read.
#[derive(Debug, Default)]
pub(super) struct Survey {
    sample: Sample,
}

impl Survey {
    pub fn add(&mut self, entry: &ZipFileEntry<'_>) {
        if !says_utf8(entry) {
            self.sample.add(entry.name_raw(), is_dos(entry.system()));
        }
    }

    /// Nothing, if every name is ASCII or says that it is UTF-8, or all turn out to be.
    pub fn decide(&self, chosen: Option<NameEncoding>) -> Option<NamesRead> {
        let guess = self.sample.guess()?;
        match chosen {
            Some(encoding) => Some(NamesRead { encoding, guessed: false }),
            None if guess == NameEncoding::UTF_8 => None,
            None => Some(NamesRead { encoding: guess, guessed: true }),
        }
    }
}

/// The whole name of an entry, with `/` between its parts.
pub(super) fn read(entry: &ZipFileEntry<'_>, names: Option<NamesRead>) -> Result<String, EntryRefusal> {
    let bytes = entry.name_raw();
    let own = bytes.is_ascii() || says_utf8(entry);
    let encoding = names.filter(|_| !own).map_or(NameEncoding::UTF_8, |names| names.encoding);
    let name = encoding.decode(bytes).ok_or(EntryRefusal::Unreadable(encoding))?;
    // In other encodings the byte of a backslash may be half of a character, and no program that writes those names
    // writes backslashes; on other systems it is a character like any other.
    let separates = encoding == NameEncoding::UTF_8 && is_dos(entry.system());
    Ok(if separates { with_slashes(&name) } else { name.into_owned() })
}

/// The names of a form's files, which come one after the other: each is read by what all so far look like.
#[derive(Debug, Default)]
pub struct FormNames {
    sample: Sample,
}

impl FormNames {
    /// The whole name of a file, with `/` between its parts; and how it was read, if nothing says so and it is not UTF-8.
    /// `said` is the encoding that stands beside the name, `chosen` the one that the form names for those without. Fails
    /// if the name is no text in it.
    pub fn read(
        &mut self,
        bytes: &[u8],
        said: Option<NameEncoding>,
        chosen: Option<NameEncoding>,
    ) -> Result<(String, Option<NamesRead>), EntryRefusal> {
        if let Some(encoding) = said {
            let name = encoding.decode(bytes).ok_or(EntryRefusal::Unreadable(encoding))?;
            return Ok((with_slashes(&name), None));
        }
        if let Ok(name) = str::from_utf8(bytes) {
            return Ok((with_slashes(name), None));
        }
        self.sample.add(bytes, false);
        let guess = || self.sample.guess().unwrap_or(NameEncoding::UTF_8);
        let encoding = chosen.unwrap_or_else(guess);
        let name = encoding.decode(bytes).ok_or(EntryRefusal::Unreadable(encoding))?;
        Ok((name.into_owned(), Some(NamesRead { encoding, guessed: chosen.is_none() })))
    }
}

fn with_slashes(name: &str) -> String {
    name.replace('\\', "/")
}

/// By the flag, or by Info-ZIP's extra field, which the reader of entries puts in the name's place if its check sum fits.
fn says_utf8(entry: &ZipFileEntry<'_>) -> bool {
    entry.flags().as_u16() & UTF_8_FLAG != 0 && str::from_utf8(entry.name_raw()).is_ok()
}

/// Whether the system that wrote an entry has names with backslashes between their parts.
fn is_dos(system: System) -> bool {
    matches!(system, System::Dos | System::Os2 | System::WindowsNTFS | System::VFAT)
}
