//! Which names are one name, and what a search finds.
//!
//! Both are decided here and stored as keys, so that no database's locale has a say. Stored keys depend on Unicode's
//! tables; by Unicode's own promise those never change for characters that exist.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::visible::is_ignorable;

/// Two names with the same key are one name: they differ in capitals, in how characters are encoded (NFC, NFD, full
/// width), in how much white space stands between two words, or in what cannot be seen. Accents count: *Gärten* and
/// *Garten* are two names.
pub fn name_key(name: &str) -> String {
    one_spaced(&file_key(name))
}

/// The same for names of files, of which a file system tells those apart that differ in white space.
///
/// Unicode's `NFKC_Casefold` (The Unicode Standard, 3.13, D146).
pub fn file_key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let seen: String = name.chars().filter(|c| !is_ignorable(*c)).collect();
    let folded = fold(&decomposed(&fold(&decomposed(&seen))));
    ComposingNormalizerBorrowed::new_nfkc().normalize(&folded).into_owned()
}

/// What a search compares: a text is found by any part of it, whatever the capitals and the accents.
///
/// Whoever searches is at a keyboard that may lack the accent, and one hit too many does less harm than one too few.
/// Only marks that are added to Latin, Greek and Cyrillic letters are left out: the vowels of Hindi and Thai and the
/// voice marks of Japanese are marks, too, and make other words.
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare: String = decomposed(&file_key(text)).chars().filter(|c| !is_accent(*c)).collect();
    ComposingNormalizerBorrowed::new_nfkc().normalize(&bare).into_owned()
}

/// What a search for images compares: the folder an image came from, if any, and its name.
pub fn image_search_key(path: &str, name: &str) -> String {
    if path.is_empty() { search_key(name) } else { search_key(&format!("{path}/{name}")) }
}

/// As browsers show it: one space for all white space between two words, and none around them.
pub(super) fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold(text: &str) -> String {
    CaseMapper::new().fold_string(text).into_owned()
}

fn decomposed(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned()
}

/// The blocks of combining diacritical marks.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}
