//! Events as they lie in somebody's database. Lines are only ever added, never edited.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::LazyLock};

use domain::{AccountId, Decider as _, Fact, Stamp, image::Image, testing};
use uuid::Uuid;

/// One file for each stream type, one stored event a line.
static GOLDEN: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let golden = |(stream, _): &(&'static str, _)| {
        let file = folder().join(format!("{stream}.jsonl"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (*stream, text)
    };
    Fact::STREAMS.iter().map(golden).collect()
});

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "golden"].iter().collect()
}

const STREAM: Uuid = Uuid::from_u128(7);

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    GOLDEN.iter().flat_map(|(stream, text)| text.lines().map(|line| (*stream, line)))
}

fn read(stream_type: &str, line: &str) -> Fact {
    Fact::read(stream_type, STREAM, 1, line).unwrap_or_else(|error| panic!("{line}\n{error}"))
}

fn written(fact: &Fact) -> String {
    serde_json::to_string(&fact.payload()).expect("events can be written")
}

#[test]
fn every_golden_file_is_of_a_stream_type() {
    let files = fs::read_dir(folder()).expect("golden files are there");
    let files: BTreeSet<_> = files.map(|file| file.expect("can be listed").file_name()).collect();
    let known = Fact::STREAMS.iter().map(|(stream, _)| format!("{stream}.jsonl").into());
    assert_eq!(files, known.collect());
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
        let fact = read(stream, line);
        assert_eq!((fact.stream(), fact.stream_type()), (STREAM, stream));
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
