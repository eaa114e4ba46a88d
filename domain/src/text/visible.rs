//! Characters that cannot be seen, and where they are needed all the same.

use icu_properties::{
    CodePointSetData,
    props::{DefaultIgnorableCodePoint, ExtendedPictographic, UnifiedIdeograph},
};

const JOINER: char = '\u{200d}';
const NON_JOINER: char = '\u{200c}';

/// The first character that cannot be seen and that nothing beside it needs.
pub fn invisible(text: &str) -> Option<char> {
    if text.is_ascii() {
        return text.chars().find(char::is_ascii_control);
    }
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find(|at| !may_stand(&chars, *at)).map(|at| chars[at])
}

/// The text without them.
pub fn visible(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).filter(|at| may_stand(&chars, *at)).map(|at| chars[at]).collect()
}

/// What stands in no name, whatever is beside it: control characters, breaks of lines, marks that turn the reading order,
/// tags, and fillers.
pub fn is_hidden(c: char) -> bool {
    is_ignorable(c) && !is_joining(c)
}

/// What cannot be seen where it stands alone: white space, and what is ignored.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}' || is_ignorable(c)
}

/// What programs that show text leave out, and what is no character of a line.
pub(super) fn is_ignorable(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Joiners, and selectors of a character's variant.
const fn is_joining(c: char) -> bool {
    matches!(c,
        NON_JOINER | JOINER | '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

fn may_stand(chars: &[char], at: usize) -> bool {
    let (before, c, after) = (&chars[..at], chars[at], chars.get(at + 1).copied());
    if !is_ignorable(c) {
        return true;
    }
    let last = before.last().copied();
    match c {
        JOINER => last.is_some_and(is_joined_script) || joins_emoji(before, after),
        NON_JOINER => last.is_some_and(is_joined_script) && after.is_some_and(is_joined_script),
        '\u{fe0e}' | '\u{fe0f}' => last.is_some_and(|c| is_emoji(c) || matches!(c, '0'..='9' | '#' | '*')),
        // Which form of a Chinese character a person's name is written with.
        '\u{e0100}'..='\u{e01ef}' => {
            last.is_some_and(|c| CodePointSetData::new::<UnifiedIdeograph>().contains(c))
        }
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(last, Some('\u{1820}'..='\u{18aa}')),
        _ => false,
    }
}

/// One emoji made of two: 👩 and 🚀 are 👩‍🚀. The first may have a colour of skin.
fn joins_emoji(before: &[char], after: Option<char>) -> bool {
    let is_part = |c: &&char| !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    before.iter().rev().find(is_part).is_some_and(|c| is_emoji(*c)) && after.is_some_and(is_emoji)
}

fn is_emoji(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

/// Letters of scripts whose words are written with joiners: from Arabic to Khmer and Mongolian.
const fn is_joined_script(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17b3}'
        | '\u{17b6}'..='\u{17dd}' | '\u{1820}'..='\u{18aa}' | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{1247f}')
}
