//! Whether names look like words of Latin letters.

use encoding_rs::Encoding;

/// What a Latin reading of names looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quality {
    Words,
    /// Words of accented letters only.
    Letters,
    /// As many signs as letters.
    Signs,
}

/// Wrongly read, letters become signs, or capitals within words.
pub(super) fn score(text: &str) -> i64 {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
    let each = letters.iter().enumerate().filter(|(_, letter)| !letter.is_ascii() || **letter == '\\');
    each.map(|(place, letter)| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let is_odd = letter.is_uppercase()
            && (before.is_lowercase() || (before.is_alphabetic() && after.is_lowercase()));
        if is_latin_letter(*letter) && !is_odd { 2 } else { -2 }
    })
    .sum()
}

pub(super) fn quality(text: &str) -> Quality {
    let foreign = text.chars().filter(|letter| !letter.is_ascii()).count();
    if score(text) * 2 < i64::try_from(foreign).unwrap_or(i64::MAX) * 2 {
        return Quality::Signs;
    }
    let is_odd = |word: &&str| word.chars().count() >= 3 && word.chars().all(|letter| !letter.is_ascii());
    let words = || text.split(|letter: char| !letter.is_alphabetic());
    if words().any(|word| is_odd(&word)) { Quality::Letters } else { Quality::Words }
}

/// Whether words would be of Latin letters and those of another script: then they are no others.
pub(super) fn is_mixed_in(encoding: &'static Encoding, names: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(names);
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).any(|pair| {
        pair.iter().any(char::is_ascii_alphabetic)
            && pair.iter().any(|letter| !letter.is_ascii() && letter.is_alphabetic())
    })
}

/// With accents, up to Latin Extended-B.
fn is_latin_letter(letter: char) -> bool {
    matches!(letter, 'º' | 'ª' | 'À'..='ɏ') && !matches!(letter, '×' | '÷')
}
