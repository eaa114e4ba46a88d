//! The order in which people expect names: numbers by their value.

use super::folding::search_key;

/// Bytes of the folded part; an entry of an index has room for 2,700.
const MOST: usize = 600;

/// Zeros of the decimal digits that people write numbers with, besides ASCII's; full-width ones are folded to those.
const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{17e0}'];

/// A text whose bytes order names as people do: 1, 2, 10, whatever the capitals and the accents.
///
/// A number is written as `0`, then how many digits it has, then its digits; so it stands where digits stand in ASCII,
/// and compares by value however long it is. The plain name decides between names that are otherwise equal. To be
/// compared as bytes (`collate "C"`).
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(2 * name.len() + 8);
    let mut number = String::new();
    for c in search_key(name).chars() {
        if let Some(digit) = digit(c) {
            number.push(digit);
            continue;
        }
        end_number(&mut number, &mut key);
        key.push(c);
    }
    end_number(&mut number, &mut key);
    key.truncate(key.floor_char_boundary(MOST));
    // Lower than whatever a name may have: a name that goes on comes later.
    key.push('\u{1}');
    key.push_str(name);
    key
}

fn end_number(number: &mut String, key: &mut String) {
    if number.is_empty() {
        return;
    }
    let value = number.trim_start_matches('0');
    let length = u32::try_from(value.len()).ok().and_then(|length| char::from_u32(0x30 + length));
    key.push('0');
    key.push(length.unwrap_or(char::MAX));
    key.push_str(value);
    number.clear();
}

/// The ASCII digit of the same value.
fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let of =
        |zero: char| u32::from(c).checked_sub(u32::from(zero)).and_then(|value| char::from_digit(value, 10));
    ZEROS.into_iter().find_map(of)
}
