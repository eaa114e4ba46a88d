//! What may be a name, and what a text.

use super::{Name, Text, TextError};

#[test]
fn a_name_is_one_line_of_up_to_a_hundred_characters() {
    let persian = "می\u{200c}خواهم";
    for good in [
        "a",
        "Bit-Bots",
        "Größe ⚽ 北京",
        "<img src=x onerror=alert(1)>",
        "%%content",
        "../up",
        "a|b",
        persian,
        "👩\u{200d}🚀",
        "❤\u{fe0f}",
    ] {
        assert_eq!(Name::parse(good).unwrap().as_str(), good);
    }
    assert!(Name::parse(&"⚽".repeat(100)).is_ok());
    assert_eq!(Name::parse(&"⚽".repeat(101)), Err(TextError::TooLong { max: 100 }));
    assert_eq!(Name::parse(&"a".repeat(1_000_000)), Err(TextError::TooLong { max: 100 }));
}

#[test]
fn white_space_around_a_name_does_not_count() {
    assert_eq!(Name::parse("  Bit-Bots\n").unwrap().as_str(), "Bit-Bots");
    for nothing in ["", " ", "\t\n", "\u{a0}\u{2003}"] {
        assert_eq!(Name::parse(nothing), Err(TextError::Empty));
    }
}

#[test]
fn a_name_that_cannot_be_seen_is_none() {
    for nothing in ["\u{200d}", "\u{200c}\u{fe0f}", "\u{3164}", "\u{2800} \u{2800}", "\u{e0061}\u{e007f}"] {
        assert_eq!(Name::parse(nothing), Err(TextError::Empty), "{nothing:?}");
    }
    assert_eq!(Name::parse("\u{200b}"), Err(TextError::Control));
}

#[test]
fn a_name_has_nothing_that_cannot_be_seen_or_turns_the_line_around() {
    for wrong in [
        "a\nb",
        "a\0b",
        "a\tb",
        "a\u{7f}b",
        "a\u{85}b",
        "a\u{202e}gnp.exe",
        "a\u{2066}b",
        "a\u{200f}b",
        "a\u{200b}b",
        "a\u{2028}b",
        "a\u{2029}b",
        "a\u{ad}b",
        "a\u{feff}b",
        "a\u{180e}b",
    ] {
        assert_eq!(Name::parse(wrong), Err(TextError::Control), "{wrong:?}");
    }
}

#[test]
fn a_text_has_lines_and_up_to_ten_thousand_characters() {
    for good in ["", " two\r\n\tlines ", "Größe ⚽"] {
        assert_eq!(Text::parse(good).unwrap().as_str(), good);
    }
    assert!(Text::parse(&"ü".repeat(10_000)).is_ok());
    assert_eq!(Text::parse(&"ü".repeat(10_001)), Err(TextError::TooLong { max: 10_000 }));
    for wrong in ["a\0b", "\u{1b}[31m"] {
        assert_eq!(Text::parse(wrong), Err(TextError::Control));
    }
}

#[test]
fn what_was_stored_when_the_rules_were_looser_can_still_be_read() {
    for stored in ["a\u{200b}b", "\u{200b}", "a\u{2028}b", "a\u{202e}b"] {
        assert!(Name::parse(stored).is_err());
        let json = serde_json::to_string(stored).unwrap();
        assert_eq!(serde_json::from_str::<Name>(&json).unwrap().as_str(), stored);
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Name>(&json).unwrap()).unwrap(), json);
    }
}

#[test]
fn what_could_never_be_stored_is_not_read() {
    assert_eq!(serde_json::from_str::<Name>("\"Ball\"").unwrap(), Name::parse("Ball").unwrap());
    for wrong in ["\"\"", "\"a\\u0000b\"", "null", "7", "[\"Ball\"]"] {
        assert!(serde_json::from_str::<Name>(wrong).is_err(), "{wrong}");
    }
    assert!(serde_json::from_str::<Text>("\"a\\u0000b\"").is_err());
}
