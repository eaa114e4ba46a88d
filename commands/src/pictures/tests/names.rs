//! File names from everywhere.

use domain::image::PathError;

use super::super::{FileCalled, archive_name};

fn called(path: &str) -> FileCalled {
    FileCalled::of(path).unwrap()
}

#[test]
fn names_are_mended_and_never_refused() {
    let cases = [
        ("ball.jpg", "ball.jpg"),
        ("  \t ", "image"),
        (".jpg", ".jpg"),
        ("...a.jpg", "...a.jpg"),
        ("ab\r\nc.png", "abc.png"),
        ("gpj.\u{202e}exe.png", "gpj.exe.png"),
        ("\u{200f}\u{2066}\u{feff}", "image"),
        ("\u{200d}\u{fe0f}", "image"),
        ("a\u{2028}b\u{200b}.png", "ab.png"),
        ("Roboter-Käfig 2.webp", "Roboter-Käfig 2.webp"),
        ("⚽👩‍🚀 Tor!.jpg", "⚽👩‍🚀 Tor!.jpg"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
    ];
    for (given, expected) in cases {
        assert_eq!(called(given).name.as_str(), expected, "{given:?}");
        assert!(!called(given).shortened);
    }
}

#[test]
fn a_name_of_255_bytes_is_kept_and_a_longer_one_is_cut_in_the_middle() {
    let whole = format!("{}.jpeg", "漢".repeat(83));
    assert_eq!((whole.len(), called(&whole).name.as_str(), called(&whole).shortened), (254, &*whole, false));

    let long = |middle: &str| {
        called(&format!("begin {}{middle}{} end 0001.jpeg", "ü".repeat(150), "漢".repeat(150)))
    };
    let (one, other) = (long("a"), long("b"));
    assert!(one.shortened && other.shortened && one.name != other.name);
    for name in [one.name.as_str(), other.name.as_str()] {
        assert!(name.starts_with("begin ü") && name.ends_with("漢 end 0001.jpeg"), "{name}");
        assert!((250..=255).contains(&name.len()), "{} bytes", name.len());
    }
    assert_eq!(long("a").name, one.name);
}

#[test]
fn the_path_is_kept_where_it_says_more_than_the_name() {
    let cases = [
        ("cam1/0001.jpg", "cam1/0001.jpg"),
        ("./.ros//images/0001.jpg", ".ros/images/0001.jpg"),
        ("0001.jpg", ""),
    ];
    for (given, expected) in cases {
        assert_eq!(called(given).path.as_str(), expected, "{given:?}");
    }
    for outside in [
        "",
        "/",
        "/etc/passwd",
        "a/../../b.png",
        "../b.png",
        "..",
        "C:/photos/ball.png",
        "C:\\b.png",
        "\\\\server\\b.png",
    ] {
        assert_eq!(FileCalled::of(outside), Err(PathError::Outside), "{outside:?}");
    }
    let long = format!("{}/a.jpg", "x".repeat(1_000));
    assert_eq!(FileCalled::of(&long), Err(PathError::TooLong { max: 1_000 }));
    let file = format!("folder/{}.jpg", "x".repeat(400));
    assert_eq!((called(&file).shown(), called(&file).shortened), (&*file, true));
}

#[test]
fn in_an_archive_a_backslash_is_a_character_unless_its_reader_says_otherwise() {
    let found = FileCalled::at_path("a/b\\c.jpg").unwrap();
    assert_eq!((found.name.as_str(), found.path.as_str()), ("b\\c.jpg", "a/b\\c.jpg"));
}

#[test]
fn an_archive_has_a_name() {
    for (given, expected) in [("x/all.zip", "all.zip"), ("\u{202e}", "archive"), ("C:\\a\\b.zip", "b.zip")] {
        assert_eq!(archive_name(given).as_str(), expected);
    }
    assert_eq!(archive_name(&"⚽".repeat(300)).as_str(), "⚽".repeat(100));
}
