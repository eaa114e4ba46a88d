//! Names as file systems take them, and paths that stay where they are.

use super::{ImageName, ImagePath, PathError};
use crate::TextError;

#[test]
fn a_name_has_as_many_bytes_as_file_systems_take() {
    for good in ["a.jpg", "...a.jpg", "Größe ⚽ 北京.png", "<img src=x onerror=alert(1)>.png"] {
        assert_eq!(ImageName::parse(good).unwrap().as_str(), good);
    }
    assert!(ImageName::parse(&"漢".repeat(85)).is_ok());
    assert_eq!(ImageName::parse(&"漢".repeat(86)), Err(TextError::TooManyBytes { max: 255 }));
    assert_eq!(ImageName::parse("a\u{202e}gpj.png"), Err(TextError::Invisible('\u{202e}')));
    for nothing in ["", " \t", "\u{200d}"] {
        assert_eq!(ImageName::parse(nothing), Err(TextError::Empty));
    }
}

#[test]
fn a_path_is_relative_and_goes_down_only() {
    for good in ["", "a.jpg", "cam1/0001.jpg", ".ros/images/0001.jpg", "a b/ü/...c.jpg", "a\\b/c.jpg"] {
        assert_eq!(ImagePath::parse(good).unwrap().as_str(), good);
    }
    for outside in ["/a.jpg", "a//b.jpg", "a/", "../a.jpg", "a/../b.jpg", "./a.jpg", ".."] {
        assert_eq!(ImagePath::parse(outside), Err(PathError::Outside), "{outside}");
    }
    for hidden in ["a\0/b.jpg", "a/\u{202e}b.jpg", "a\n/b.jpg"] {
        assert_eq!(ImagePath::parse(hidden), Err(PathError::Hidden), "{hidden:?}");
    }
    assert!(ImagePath::parse(&"a".repeat(1_000)).is_ok());
    assert_eq!(ImagePath::parse(&"a".repeat(1_001)), Err(PathError::TooLong { max: 1_000 }));
}

#[test]
fn what_was_stored_when_characters_were_counted_can_still_be_read() {
    for stored in ["⚽".repeat(100), "a\u{200b}b".to_owned()] {
        assert!(ImageName::parse(&stored).is_err());
        let json = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<ImageName>(&json).unwrap().as_str(), stored);
    }
    for wrong in [r#""""#, r#""a\u0000b""#, "null", "7"] {
        assert!(serde_json::from_str::<ImageName>(wrong).is_err(), "{wrong}");
    }
    assert!(serde_json::from_str::<ImagePath>(r#""a\u0000b""#).is_err());
}
