//! Events as they lie in somebody's database. Lines are only ever added, never edited.

use std::collections::BTreeSet;

use domain::{AccountId, Decider as _, Fact, Stamp, image::Image, testing};
use uuid::Uuid;

/// One file a stream type, one stored event a line.
const GOLDEN: &[(&str, &str)] = &[
    ("account", include_str!("golden/account.jsonl")),
    ("team", include_str!("golden/team.jsonl")),
    ("annotation_type", include_str!("golden/annotation_type.jsonl")),
    ("image_set", include_str!("golden/image_set.jsonl")),
    ("image", include_str!("golden/image.jsonl")),
    ("export_format", include_str!("golden/export_format.jsonl")),
    ("dataset", include_str!("golden/dataset.jsonl")),
    ("transfer", include_str!("golden/transfer.jsonl")),
];

const STREAM: Uuid = Uuid::from_u128(7);

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    GOLDEN.iter().flat_map(|(stream, text)| text.lines().map(|line| (*stream, line)))
}

fn read(stream_type: &str, line: &str) -> Fact {
    Fact::read(stream_type, STREAM, 1, line).unwrap_or_else(|error| panic!("{line}\n{error}"))
}

fn written(fact: &Fact) -> String {
    match fact {
        Fact::Account(_, event) => serde_json::to_string(event),
        Fact::Team(_, event) => serde_json::to_string(event),
        Fact::AnnotationType(_, event) => serde_json::to_string(event),
        Fact::ImageSet(_, event) => serde_json::to_string(event),
        Fact::Image(_, event) => serde_json::to_string(event),
        Fact::ExportFormat(_, event) => serde_json::to_string(event),
        Fact::Snapshot(_, event) => serde_json::to_string(event),
        Fact::Transfer(_, event) => serde_json::to_string(event),
    }
    .expect("events can be written")
}

#[test]
fn every_stored_event_can_be_read_and_is_written_back_byte_for_byte() {
    for (stream, line) in lines() {
        assert_eq!(written(&read(stream, line)), line, "in {stream}");
    }
}

#[test]
fn every_event_is_stored_under_its_own_name() {
    for (stream, line) in lines() {
        let name = read(stream, line).name();
        assert!(line.starts_with(&format!("{{\"{name}\":{{")), "{name} is stored as {line}");
    }
}

#[test]
fn every_event_of_every_stream_has_a_golden_line() {
    let golden: BTreeSet<_> = lines().map(|(stream, line)| (stream, read(stream, line).name())).collect();
    let known: BTreeSet<_> =
        Fact::STREAMS.iter().flat_map(|(stream, names)| names.iter().map(|name| (*stream, *name))).collect();
    assert_eq!(golden, known);
}

#[test]
fn no_two_streams_have_an_event_of_the_same_name() {
    let names: Vec<_> = Fact::STREAMS.iter().flat_map(|(_, names)| *names).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
fn a_fact_knows_its_stream() {
    for (stream, line) in lines() {
        assert_eq!(read(stream, line).stream(), STREAM);
    }
}

#[test]
fn what_this_program_has_no_words_for_is_refused_not_skipped() {
    for (stream, version, payload) in [
        ("account", 1, r#"{"AccountForgotten":{}}"#),
        ("account", 2, r#"{"AccountClosed":{}}"#),
        ("robot", 1, r#"{"AccountClosed":{}}"#),
        ("team", 1, r#"{"AccountClosed":{}}"#),
        ("team", 1, r#"{"TeamFounded":{"name":""}}"#),
        ("team", 1, r#"{"TeamFounded":{}}"#),
        ("team", 1, r#"{"TeamFounded":{"name":"A"}"#),
        ("account", 1, ""),
    ] {
        let error = Fact::read(stream, STREAM, version, payload).expect_err(payload);
        assert_eq!((error.stream_type.as_str(), error.version), (stream, version));
        assert!(!error.problem.is_empty());
    }
}

/// Caches and snapshots of aggregates hold states, too.
#[test]
fn a_stored_state_is_read_back_as_it_was() {
    let by = AccountId::new(Uuid::from_u128(1));
    let mut image = Image::default();
    for (_, line) in lines().filter(|(stream, _)| *stream == "image") {
        let Fact::Image(_, event) = read("image", line) else { panic!("{line} is of an image") };
        image.apply(&event, Stamp { by, at: testing::noon() });
        let stored = serde_json::to_string(&image).expect("states can be written");
        assert_eq!(serde_json::from_str::<Image>(&stored).expect("states can be read"), image);
    }
}
