//! How a key is written: `f`, `Shift+h`, `Ctrl+z`, `Enter`; `digits`, `ijkl` and `arrows` stand for several.

/// Keys with names, as browsers call them, and what else people write.
const NAMED: [(&str, &[&str]); 9] = [
    ("Enter", &["return"]),
    ("Escape", &["esc"]),
    ("Backspace", &[]),
    ("Delete", &["del"]),
    ("Tab", &[]),
    ("Home", &[]),
    ("End", &[]),
    ("PageUp", &[]),
    ("PageDown", &[]),
];

/// Several keys that go by their place on the keyboard, and the actions that tell them apart.
const GROUPS: [(&str, &[&str]); 3] = [
    ("digits", &["type", "retype"]),
    ("ijkl", &["nudge", "nudge-ten", "grow"]),
    ("arrows", &["nudge", "nudge-ten", "grow", "verify-pan"]),
];

/// With Ctrl these never reach a page, or close it.
const BROWSERS: [&str; 8] = ["w", "t", "n", "q", "l", "r", "Tab", "digits"];

const TOO_MANY: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("“{0}” is no key that is known here")]
    Unknown(String),
    #[error("{0} belongs to the browser")]
    Browsers(String),
    #[error("this action goes with {0}")]
    Only(String),
    #[error("“{0}” does not go with this action")]
    NotHere(String),
    #[error("at most {TOO_MANY} keys for one action")]
    TooMany,
}

/// Keys with spaces between them, each in its one spelling.
pub fn parse(action: &str, text: &str) -> Result<Vec<String>, KeyError> {
    let mut keys = vec![];
    for word in text.split_whitespace() {
        let key = one(action, word)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.len() > TOO_MANY { Err(KeyError::TooMany) } else { Ok(keys) }
}

fn one(action: &str, word: &str) -> Result<String, KeyError> {
    let (ctrl, rest) = held(word, &["ctrl+", "cmd+"]);
    let (shift, rest) = held(rest, &["shift+"]);
    let last = spelled(rest).ok_or_else(|| KeyError::Unknown(word.to_owned()))?;
    let key = format!("{}{}{last}", if ctrl { "Ctrl+" } else { "" }, if shift { "Shift+" } else { "" });
    let is_number = last.len() == 1 && last.as_bytes()[0].is_ascii_digit();
    if ctrl && (is_number || BROWSERS.contains(&last.as_str())) {
        return Err(KeyError::Browsers(key));
    }
    let group = GROUPS.iter().find(|(name, _)| *name == last);
    let wanted: Vec<_> =
        GROUPS.iter().filter(|(_, of)| of.contains(&action)).map(|(name, _)| *name).collect();
    match group {
        Some((_, actions)) if !actions.contains(&action) => Err(KeyError::NotHere(key)),
        None if !wanted.is_empty() => Err(KeyError::Only(wanted.join(" or "))),
        _ => Ok(key),
    }
}

fn held<'a>(word: &'a str, names: &[&str]) -> (bool, &'a str) {
    let prefix = |name: &&str| word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    match names.iter().find(|name| prefix(name)) {
        Some(name) if word.len() > name.len() => (true, &word[name.len()..]),
        _ => (false, word),
    }
}

/// A sign or letter for itself, anything longer by its name.
fn spelled(word: &str) -> Option<String> {
    let mut signs = word.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return (!sign.is_control()).then(|| sign.to_lowercase().collect());
    }
    let lower = word.to_lowercase();
    let group = GROUPS.iter().map(|(name, _)| *name).find(|name| *name == lower);
    let named =
        || NAMED.iter().find(|(name, others)| name.to_lowercase() == lower || others.contains(&&*lower));
    group.or_else(|| named().map(|(name, _)| *name)).map(ToOwned::to_owned)
}

/// The keys a written one stands for.
pub fn members(key: &str) -> Vec<String> {
    let Some((group, held)) = GROUPS.iter().find_map(|(name, _)| Some((*name, key.strip_suffix(name)?)))
    else {
        return vec![key.to_owned()];
    };
    let each: &[&str] = match group {
        "digits" => &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "ijkl" => &["i", "j", "k", "l"],
        _ => &["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
    };
    each.iter().map(|member| format!("{held}{member}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<String>, KeyError> {
        parse("next", text)
    }

    #[test]
    fn keys_have_one_spelling() {
        assert_eq!(
            parsed("F  ctrl+Z f ESC shift+del CTRL+shift+é +").unwrap_err(),
            KeyError::TooMany,
            "six, of which one is there twice"
        );
        assert_eq!(parsed("F ctrl+Z f ESC").unwrap(), ["f", "Ctrl+z", "Escape"]);
        assert_eq!(
            parsed("Shift+DEL cmd+shift+s + Ctrl++").unwrap(),
            ["Shift+Delete", "Ctrl+Shift+s", "+", "Ctrl++"]
        );
        assert_eq!(parsed(" ").unwrap(), [""; 0]);
    }

    #[test]
    fn what_is_no_key_and_what_is_the_browsers_is_said() {
        assert_eq!(parsed("ff").unwrap_err(), KeyError::Unknown("ff".to_owned()));
        assert_eq!(parsed("Alt+f").unwrap_err(), KeyError::Unknown("Alt+f".to_owned()));
        for key in ["Ctrl+w", "Ctrl+Shift+t", "Ctrl+Tab", "Ctrl+3"] {
            assert_eq!(parsed(key).unwrap_err(), KeyError::Browsers(key.to_owned()));
        }
    }

    #[test]
    fn steps_and_digits_go_with_their_actions_alone() {
        assert_eq!(parsed("arrows").unwrap_err(), KeyError::NotHere("arrows".to_owned()));
        assert_eq!(parse("nudge", "f").unwrap_err(), KeyError::Only("ijkl or arrows".to_owned()));
        assert_eq!(parse("nudge", "IJKL Shift+arrows").unwrap(), ["ijkl", "Shift+arrows"]);
    }
}
