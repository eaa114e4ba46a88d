//! Every archive people may send by mistake or on purpose.

mod files;
mod names;

use std::{
    io::{Cursor, Seek, SeekFrom, Write},
    ops::ControlFlow,
};

use super::*;
use files::{Item, item, overlapping, zip};

/// Names and what became of them: the content's length or the refusal's code.
fn unpacked_within(bytes: Vec<u8>, limits: ArchiveLimits) -> Result<Vec<(String, String)>, ArchiveError> {
    let mut told = Vec::new();
    Reader::open(Cursor::new(bytes), limits, None)?.each(|entry| {
        let outcome = entry.outcome.map_or_else(
            |refusal| <&str>::from(refusal).to_owned(),
            |content| content.bytes.len().to_string(),
        );
        told.push((entry.path, outcome));
        ControlFlow::Continue(())
    })?;
    Ok(told)
}

fn unpacked(bytes: Vec<u8>) -> Result<Vec<(String, String)>, ArchiveError> {
    unpacked_within(bytes, ArchiveLimits::default())
}

fn code(bytes: Vec<u8>) -> &'static str {
    unpacked(bytes).map_or_else(Into::into, |_| "fine")
}

#[test]
fn each_entry_has_its_own_outcome() {
    let link = Item { mode: 0o120_777, content: b"/etc/passwd".to_vec(), ..item("link.png") };
    let device = Item { mode: 0o060_644, ..item("device.png") };
    let nested = Item { content: zip(&[item("a.png")]), ..item("more.png") };
    let corrupt = Item { method: 8, content: b"x".to_vec(), lie: Some(9_000), ..item("lie.png") };
    let short = Item { content: vec![7; 5_000], lie: Some(10), ..item("longer.png") };
    let cases = [
        (item("ball.png"), "7"),
        (item("photos/field/ball.png"), "7"),
        (item("photos\\ball.png"), "7"),
        (item(".hidden/.ball.png"), "7"),
        (item("...ball.png"), "7"),
        (Item { method: 0, ..item("stored.png") }, "7"),
        (item("⚽.png"), "7"),
        (item("photos/"), "directory"),
        (Item { mode: 0o040_755, ..item("photos2/") }, "directory"),
        (item("../../evil.png"), "bad_name"),
        (item("photos/../../evil.png"), "bad_name"),
        (item("..\\evil.png"), "bad_name"),
        (item("/etc/passwd"), "bad_name"),
        (item("C:\\evil.png"), "bad_name"),
        (item("nul\0.png"), "bad_name"),
        (item(&"x".repeat(1_000)), "7"),
        (item(&"x".repeat(1_001)), "bad_name"),
        (link, "link"),
        (device, "link"),
        (nested, "nested"),
        (Item { flags: 1, ..item("secret.png") }, "encrypted"),
        (Item { method: 97, ..item("odd.png") }, "unsupported"),
        (Item { method: 12, ..item("bzip2.png") }, "unsupported"),
        (Item { content: vec![0; 2 << 20], ..item("bomb.png") }, "bomb"),
        (Item { lie: Some(65 << 20), ..item("huge.png") }, "too_large"),
        (short, "damaged"),
        (corrupt, "1"),
        (Item { content: vec![], ..item("empty.png") }, "0"),
    ];
    let items: Vec<_> = cases.iter().map(|(item, _)| item.clone()).collect();
    let told = unpacked(zip(&items)).unwrap();
    assert_eq!(told.len(), cases.len());
    for ((item, expected), (name, outcome)) in cases.iter().zip(told) {
        assert_eq!(outcome, *expected, "{name} ({})", String::from_utf8_lossy(&item.name));
        assert!(!name.contains('\0') && name.len() <= 1_000);
    }
}

#[test]
fn a_damaged_entry_does_not_spoil_the_others() {
    let noise: Vec<u8> = (0..4_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
    let mut bytes = zip(&[Item { content: noise, ..item("first.png") }, item("second.png")]);
    bytes[2_000] ^= 0xff;
    let told = unpacked(bytes).unwrap();
    assert_eq!(told[0].1, "damaged");
    assert_eq!(told[1].1, "7");
}

#[test]
fn what_systems_leave_behind_is_passed_over() {
    let items = [
        "__MACOSX/",
        "__MACOSX/._ball.png",
        "a/__MACOSX/b.png",
        ".DS_Store",
        "a/thumbs.db",
        "Desktop.ini",
        "a/ball.png",
    ];
    let told = unpacked(zip(&items.map(item))).unwrap();
    assert_eq!(told, [("a/ball.png".to_owned(), "7".to_owned())]);
}

/// macOS keeps its own files of such names in `__MACOSX`; elsewhere they may be pictures like others.
#[test]
fn a_file_with_leading_dots_is_told() {
    let names = ["._ball.png", "...a.jpg", ".ros/images/1.png"];
    let told = unpacked(zip(&names.map(item))).unwrap();
    assert_eq!(told, names.map(|name| (name.to_owned(), "7".to_owned())));
}

#[test]
fn the_same_name_twice_is_told_apart() {
    let mut told = Vec::new();
    let bytes = zip(&["ball.png", "goal.png", "ball.png", "ball.png"].map(item));
    let mut reader = Reader::open(Cursor::new(bytes), ArchiveLimits::default(), None).unwrap();
    reader
        .each(|entry| {
            assert!(entry.outcome.is_ok());
            told.push((entry.index, entry.path));
            ControlFlow::Continue(())
        })
        .unwrap();
    let expected = [(0, "ball.png"), (1, "goal.png"), (2, "ball.png"), (3, "ball.png")];
    assert_eq!(told, expected.map(|(index, name)| (index, name.to_owned())));
}

#[test]
fn marks_that_turn_the_reading_order_are_not_told() {
    let told = unpacked(zip(&[item("gpj.\u{202e}exe\r\n.png")])).unwrap();
    assert_eq!(told[0], ("gpj.exe.png".to_owned(), "7".to_owned()));
}

#[test]
fn an_archive_that_cannot_be_read_is_refused_as_a_whole() {
    let whole = zip(&[item("ball.png"), item("goal.png")]);
    let many: Vec<_> =
        (0..20_001).map(|n| Item { content: vec![], method: 0, ..item(&n.to_string()) }).collect();
    let cases = [
        ("0 bytes", vec![], "empty"),
        ("no entries", zip(&[]), "empty"),
        ("text", b"just words, and many of them".to_vec(), "not_an_archive"),
        ("a PNG", b"\x89PNG\r\n\x1a\n".to_vec(), "not_an_archive"),
        ("cut in the middle", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("cut at the end", whole[..whole.len() - 1].to_vec(), "damaged"),
        ("20,001 entries", zip(&many), "too_many_entries"),
        ("20,000 entries", zip(&many[..20_000]), "fine"),
        ("entries that share their bytes", overlapping(50), "overlapping"),
        ("text before the archive", [b"#!/bin/sh\n".to_vec(), whole].concat(), "fine"),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(code(bytes), expected, "{what}");
    }
}

#[test]
fn an_entry_of_more_than_a_mebibyte_may_not_unpack_to_two_hundred_times_its_size() {
    let (limits, mebibyte) = (ArchiveLimits::default(), 1 << 20);
    assert!(!limits.is_bomb(10_001, 2_000_000) && limits.is_bomb(10_000, 2_000_000));
    assert!(!limits.is_bomb(1, mebibyte) && limits.is_bomb(1, mebibyte + 1));
}

#[test]
fn the_sum_of_all_entries_is_limited() {
    let items = vec![Item { content: vec![1; 1_000], ..item("ball.png") }; 5];
    let within =
        |unpacked| unpacked_within(zip(&items), ArchiveLimits { unpacked, ..ArchiveLimits::default() });
    assert!(within(5_000).is_ok());
    assert_eq!(within(4_999).unwrap_err(), ArchiveError::TooLarge { limit: 4_999 });
}

#[tokio::test]
async fn unpacking_waits_for_whoever_takes_the_entries() {
    let mut file = tempfile::tempfile().unwrap();
    let items: Vec<_> = (0..200).map(|n| item(&format!("{n}.png"))).collect();
    file.write_all(&zip(&items)).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();

    let mut unpacking =
        Unpacking::start(file.try_clone().unwrap(), ArchiveLimits::default(), None).await.unwrap();
    assert_eq!(unpacking.count(), 200);
    for n in 0..200 {
        let (entry, _held) = unpacking.next().await.unwrap().unwrap();
        let content = entry.outcome.unwrap();
        assert_eq!((entry.index, entry.path, content.bytes.len()), (n, format!("{n}.png"), 7));
        assert_eq!(content.digest, domain::Digest::of(b"content"));
    }
    assert!(unpacking.next().await.is_none());

    let refused =
        Unpacking::start(file, ArchiveLimits { entries: 199, ..ArchiveLimits::default() }, None).await;
    assert_eq!(refused.unwrap_err(), ArchiveError::TooManyEntries { found: 200, limit: 199 });
}
