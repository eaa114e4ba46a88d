//! File names from everywhere.

use super::super::clean_name;

#[test]
fn names_are_mended_and_never_refused() {
    let long = format!("{}.jpeg", "x".repeat(300));
    let cases = [
        ("ball.jpg", "ball.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\ball.png", "ball.png"),
        ("..", "image"),
        ("", "image"),
        ("  \t ", "image"),
        ("/", "image"),
        (".jpg", "jpg"),
        ("a\0b\r\nc.png", "abc.png"),
        ("gpj.\u{202e}exe.png", "gpj.exe.png"),
        ("\u{200f}\u{2066}\u{feff}", "image"),
        ("\u{200d}\u{fe0f}", "image"),
        ("a\u{2028}b\u{200b}.png", "ab.png"),
        ("Roboter-Käfig 2.webp", "Roboter-Käfig 2.webp"),
        ("⚽👩‍🚀 Tor!.jpg", "⚽👩‍🚀 Tor!.jpg"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
    ];
    for (given, expected) in cases {
        assert_eq!(clean_name(given).as_str(), expected, "{given:?}");
    }
    let shortened = clean_name(&long);
    assert_eq!(shortened.as_str().chars().count(), 100);
    assert!(shortened.as_str().ends_with("xxx.jpeg"));
    assert_eq!(clean_name(&"⚽".repeat(300)).as_str(), "⚽".repeat(100));
}
