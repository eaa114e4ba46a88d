//! Snapshots: taken once, named anew, withdrawn, and never changed.

use uuid::Uuid;

use super::{Command, Event, Refusal, Selection, Snapshot, Taken};
use crate::{
    AnnotationTypeId, Digest, ImageSetId, Name, Stamp, Text,
    testing::{ALICE, BOB, Given, given, noon},
};

fn taken() -> Taken {
    Taken {
        image_set: ImageSetId::new(Uuid::from_u128(1)),
        name: Name::parse("v1").unwrap(),
        note: Text::default(),
        position: 4711,
        selection: Selection::default(),
        digest: Digest::of(b"content"),
        root: Digest::of(b"log"),
        images: 230,
        annotations: 1024,
    }
}

fn renaming(name: &str) -> (Command, Event) {
    let (name, note) = (Name::parse(name).unwrap(), Text::parse("as sent out").unwrap());
    (Command::Rename { name: name.clone(), note: note.clone() }, Event::SnapshotRenamed { name, note })
}

fn snapshot(events: impl IntoIterator<Item = Event>) -> Given<Snapshot> {
    given([Event::SnapshotTaken(taken())]).and(events)
}

#[test]
fn a_snapshot_is_taken_once_whatever_became_of_it() {
    given::<Snapshot>([]).when(Command::Take(taken())).then([Event::SnapshotTaken(taken())]);
    let other = || Command::Take(Taken { position: 4712, ..taken() });
    snapshot([]).when(other()).then_refused(&Refusal::AlreadyTaken);
    let withdrawn = Event::SnapshotWithdrawn {};
    snapshot([withdrawn.clone()]).when(other()).then_refused(&Refusal::AlreadyTaken);
    snapshot([withdrawn.clone(), withdrawn]).when(other()).then_refused(&Refusal::AlreadyTaken);
}

#[test]
fn a_new_name_changes_nothing_but_the_name_and_the_note() {
    let (rename, renamed) = renaming("release 1");
    let after = snapshot([]).when(rename).then([renamed]);
    let Snapshot::Kept(kept, _) = after.state() else { panic!("it was kept") };
    assert_eq!((kept.name.as_str(), kept.note.as_str()), ("release 1", "as sent out"));
    assert_eq!(**kept, Taken { name: kept.name.clone(), note: kept.note.clone(), ..taken() });
}

#[test]
fn the_same_name_and_note_are_no_fact() {
    let (rename, renamed) = renaming("release 1");
    snapshot([renamed]).when(rename).then([]);
}

#[test]
fn a_withdrawn_snapshot_is_still_what_it_was() {
    let after = snapshot([]).by(BOB).when(Command::Withdraw).then([Event::SnapshotWithdrawn {}]);
    assert_eq!(after.state().parts(), Some((&taken(), Stamp { by: ALICE, at: noon() }, true)));
    after.when(Command::Withdraw).then([]);
}

#[test]
fn a_withdrawn_snapshot_is_not_renamed() {
    let (rename, _) = renaming("release 1");
    snapshot([Event::SnapshotWithdrawn {}]).when(rename).then_refused(&Refusal::Withdrawn);
}

#[test]
fn nothing_happens_to_a_snapshot_that_was_never_taken() {
    for command in [renaming("release 1").0, Command::Withdraw] {
        given::<Snapshot>([]).when(command).then_refused(&Refusal::Unknown);
    }
}

#[test]
fn a_selection_that_says_nothing_selects_everything() {
    let all: Selection = serde_json::from_str("{}").unwrap();
    assert_eq!(all, Selection::default());
    assert!(all.annotation_types.is_empty() && all.images.is_empty());
    assert_eq!((all.min_verifications, all.min_votes_by_others), (None, 0));
    assert!(all.include_blurred && all.include_concealed);
}

#[test]
fn a_selection_is_kept_as_it_was_made() {
    let selection = Selection {
        annotation_types: vec![AnnotationTypeId::new(Uuid::from_u128(2))],
        min_verifications: Some(-1),
        min_votes_by_others: 2,
        include_concealed: false,
        ..Selection::default()
    };
    let json = serde_json::to_string(&selection).unwrap();
    assert_eq!(serde_json::from_str::<Selection>(&json).unwrap(), selection);
}

#[test]
fn a_misspelt_selection_is_refused_instead_of_selecting_everything() {
    for json in [
        r#"{"annotation_type":[]}"#,
        r#"{"min_votes_by_others":-1}"#,
        r#"{"min_verifications":"1"}"#,
        r#"{"include_blurred":null}"#,
        r#"{"include_blurred":false,"include_blurred":true}"#,
    ] {
        assert!(serde_json::from_str::<Selection>(json).is_err(), "{json}");
    }
}
