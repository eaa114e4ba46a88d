//! What may be a name, and what a text.

use super::{
    Name, Text, TextError, file_key, image_search_key, invisible, name_key, search_key, sort_key, visible,
};

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
    assert_eq!(Name::parse("\u{200b}"), Err(TextError::Empty));
}

#[test]
fn a_name_has_nothing_that_cannot_be_seen_or_turns_the_line_around() {
    for (before, wrong, after) in [
        ("a", '\n', "b"),
        ("a", '\0', "b"),
        ("a", '\t', "b"),
        ("a", '\u{7f}', "b"),
        ("a", '\u{85}', "b"),
        ("a", '\u{ad}', "b"),
        ("a", '\u{34f}', "b"),
        ("a", '\u{180e}', "b"),
        ("a", '\u{200b}', "b"),
        ("a", '\u{200f}', "b"),
        ("a", '\u{2028}', "b"),
        ("a", '\u{2029}', "b"),
        ("a", '\u{202e}', "gnp.exe"),
        ("a", '\u{2064}', "b"),
        ("a", '\u{2066}', "b"),
        ("a", '\u{3164}', "b"),
        ("a", '\u{feff}', "b"),
        ("a", '\u{fff9}', "b"),
        ("🏴", '\u{e0067}', "\u{e007f}"),
    ] {
        let name = format!("{before}{wrong}{after}");
        assert_eq!(Name::parse(&name), Err(TextError::Invisible(wrong)), "{name:?}");
    }
    assert_eq!(TextError::Invisible('\u{ad}').to_string(), "must not contain U+00AD, which cannot be seen");
}

#[test]
fn joiners_and_selectors_stand_only_where_they_are_needed() {
    for needed in [
        "👩\u{200d}🚀",
        "👩🏽\u{200d}🚀",
        "🏳\u{fe0f}\u{200d}🌈",
        "❤\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "می\u{200c}خواهم",
        "ക്\u{200d}",
        "क्\u{200d}ष",
        "葛\u{e0100}城",
        "ᠠ\u{180b}",
    ] {
        assert_eq!((invisible(needed), &*visible(needed)), (None, needed), "{needed:?}");
    }
    for (text, wrong) in [
        ("a\u{200d}b", '\u{200d}'),
        ("👩\u{200d}", '\u{200d}'),
        ("👩\u{200d}a", '\u{200d}'),
        ("ball\u{200c}", '\u{200c}'),
        ("می\u{200c}", '\u{200c}'),
        ("a\u{fe0f}", '\u{fe0f}'),
        ("❤\u{fe00}", '\u{fe00}'),
        ("a\u{e0100}", '\u{e0100}'),
        ("❤\u{fe0f}\u{fe0f}", '\u{fe0f}'),
    ] {
        assert_eq!(Name::parse(text), Err(TextError::Invisible(wrong)), "{text:?}");
        assert_eq!(invisible(&visible(text)), None);
    }
}

#[test]
fn names_that_differ_in_capitals_encoding_or_the_invisible_are_one_name() {
    for same in [
        &["Ball", "BALL", "ball", "Ｂａｌｌ", "b\u{200b}all", "ball\u{fe0f}"][..],
        &["Übung", "ÜBUNG", "U\u{308}bung", "u\u{308}BUNG"],
        &["Größe", "GRÖSSE", "größe", "GRÖẞE"],
        &["ΌΔΟΣ", "όδος", "όδοσ"],
        &["МЯЧ", "мяч"],
        &["ｶﾞ", "ガ", "カ\u{3099}"],
        &["한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
        &["Ⴀ", "ⴀ"],
        &["Աb", "աB"],
        &["ﬁle ①", "FILE 1"],
        &["a b", "a  b", " A\u{a0}b ", "a\u{2003}\u{3000}b"],
    ] {
        let key = name_key(same[0]);
        assert_eq!(name_key(&key), key, "{key:?}");
        for name in same {
            assert_eq!(name_key(name), key, "{name:?}");
        }
    }
    for [a, b] in [["Garten", "Gärten"], ["Ball", "Bal"], ["ガ", "カ"], ["и", "й"], ["a b", "ab"], ["ı", "i"]]
    {
        assert_ne!(name_key(a), name_key(b), "{a} {b}");
    }
}

#[test]
fn a_name_has_one_space_between_two_words_as_pages_show_it() {
    for text in ["red  ball", " red ball ", "red \u{a0} ball", "red\u{2003}ball"] {
        assert_eq!(Name::parse(text).unwrap().as_str(), "red ball", "{text:?}");
    }
    assert_eq!(Name::parse("a\tb"), Err(TextError::Invisible('\t')));
    assert!(Name::parse(&format!("a{}b", " ".repeat(200))).is_ok());
}

#[test]
fn file_systems_tell_files_apart_that_differ_in_white_space() {
    assert_ne!(file_key("a  b.png"), file_key("a b.png"));
    assert_ne!(file_key("ä  b.png"), file_key("ä b.png"));
}

#[derive(serde::Deserialize)]
struct SearchKeys {
    keys: Vec<[String; 2]>,
}

#[test]
fn a_search_ignores_capitals_accents_and_encoding() {
    let shared: SearchKeys = serde_json::from_str(include_str!("../../tests/search_keys.json")).unwrap();
    for [text, key] in shared.keys {
        assert_eq!(search_key(&text), key, "{text:?}");
        assert_eq!(search_key(&key), key, "{text:?}");
    }
    assert_eq!(image_search_key("", "A.png"), "a.png");
    assert_eq!(image_search_key("Läufe/Cam1", "A.png"), "laufe/cam1/a.png");
}

fn in_order<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut sorted = names.to_vec();
    sorted.reverse();
    sorted.sort_by_key(|name| sort_key(name));
    sorted
}

#[test]
fn names_are_ordered_by_their_numbers() {
    for names in [
        &["1.png", "2.png", "3.png", "9.png", "10.png", "11.png", "20.png", "100.png"][..],
        &["a", "a1", "a2b1", "a2b10", "a10", "b"],
        &["frame", "frame 2", "frame.jpg", "frame2", "frame10"],
        &["1.2", "1.10", "01.20", "2"],
        &["0", "00", "01", "1", "02", "2"],
        &["Ball 1", "ball 2", "Ball 10", "BALL 11"],
        &["äa", "Äb", "az", "za"],
        &["99999999999999999999999999999998", "99999999999999999999999999999999"],
        &["१", "२", "१०"],
        &["١", "٢", "١٠"],
        &["A", "a"],
    ] {
        assert_eq!(in_order(names), names);
    }
}

#[test]
fn a_sort_key_fits_an_index() {
    for longest in ["\u{fdfa}".repeat(85), "9".repeat(255), "漢".repeat(100)] {
        let key = sort_key(&longest);
        assert!(key.len() < 1_200, "{}", key.len());
        assert!(key.ends_with(&longest));
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
