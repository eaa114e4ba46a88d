//! Whether names look like Japanese, Chinese or Korean: by the characters that are common, which stand together in each
//! of these encodings.

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// From how many characters on Korean is told from Chinese, which uses the same bytes and more of them.
const ENOUGH: usize = 4;

/// The encoding in which all of them are common characters, if there is one.
pub(super) fn guess(names: &[u8]) -> Option<&'static Encoding> {
    let korean = pairs(names).count() >= ENOUGH;
    let order = if korean { [SHIFT_JIS, EUC_KR, GBK, BIG5] } else { [SHIFT_JIS, GBK, EUC_KR, BIG5] };
    order.into_iter().find(|encoding| pairs(names).all(|pair| is_common(encoding, pair)))
}

/// Bytes two by two, from each that is not ASCII on.
fn pairs(names: &[u8]) -> impl Iterator<Item = [u8; 2]> {
    let mut rest = names;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|byte| !byte.is_ascii())?;
        let pair = [rest[start], rest.get(start + 1).copied().unwrap_or(b'\n')];
        rest = rest.get(start + 2..).unwrap_or_default();
        Some(pair)
    })
}

fn is_common(encoding: &'static Encoding, [lead, trail]: [u8; 2]) -> bool {
    if encoding == SHIFT_JIS {
        let kana = matches!((lead, trail), (0x81, 0x5b) | (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x96));
        kana || (matches!(lead, 0x88..=0x97) && matches!(trail, 0x40..=0x7e | 0x80..=0xfc))
    } else if encoding == GBK {
        matches!(lead, 0xb0..=0xd7) && trail >= 0xa1
    } else if encoding == EUC_KR {
        matches!(lead, 0xb0..=0xc8) && trail >= 0xa1
    } else {
        matches!(lead, 0xa4..=0xc6) && matches!(trail, 0x40..=0x7e | 0xa1..=0xfe)
    }
}

/// Whether its characters stand within words of Latin letters, which they never do: then they are Latin letters, too.
pub(super) fn stands_in_words(encoding: &'static Encoding, names: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(names);
    let letters: Vec<char> = text.chars().collect();
    let runs = letters.chunk_by(|one, next| one.is_ascii() == next.is_ascii());
    let runs: Vec<_> = runs.collect();
    let begins = |run: &[char]| run.first().is_some_and(char::is_ascii_alphabetic);
    let ends = |run: &[char]| run.last().is_some_and(char::is_ascii_alphabetic);
    let inside =
        runs.windows(3).filter(|run| !run[1][0].is_ascii() && ends(run[0]) && begins(run[2])).count();
    let all = runs.iter().filter(|run| !run[0].is_ascii()).count();
    inside * 2 >= all.max(1)
}
