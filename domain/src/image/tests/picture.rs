//! The picture itself: added once, described, removed, restored.

use super::*;

fn described(value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("camera".to_owned(), value.to_owned())])
}

#[test]
fn an_image_is_added_once() {
    given::<Image>([])
        .when(Command::Add(added()))
        .then([Event::ImageAdded(added())])
        .when(Command::Add(added()))
        .then_refused(&Refusal::AlreadyAdded);
}

#[test]
fn nothing_can_be_done_to_an_image_that_was_never_added() {
    for command in [
        Command::Describe { metadata: described("left") },
        Command::Remove,
        Command::Restore,
        draw(1, BALL, at(0., 0.)),
        Command::DrawAll(vec![]),
        reshape(1, 1, BALL, at(0., 0.)),
        erase(1, 1),
        Command::RestoreAnnotation { annotation: label(1) },
        vote(1, 1, Verdict::Accept),
        Command::WithdrawVote { annotation: label(1), revision: 1 },
        Command::ResetVotes { annotation: label(1), revision: 1 },
        Command::RestoreVotes { annotation: label(1), revision: 1 },
    ] {
        given::<Image>([]).when(command).then_refused(&Refusal::Unknown);
    }
}

#[test]
fn a_removed_image_takes_nothing_but_its_restoration() {
    for command in [
        Command::Describe { metadata: described("left") },
        Command::Remove,
        draw(2, BALL, at(300., 0.)),
        Command::DrawAll(vec![draft(2, BALL, at(300., 0.))]),
        reshape(1, 1, BALL, at(100., 0.)),
        erase(1, 1),
        Command::RestoreAnnotation { annotation: label(1) },
        vote(1, 1, Verdict::Reject),
        Command::WithdrawVote { annotation: label(1), revision: 1 },
        Command::ResetVotes { annotation: label(1), revision: 1 },
        Command::RestoreVotes { annotation: label(1), revision: 1 },
    ] {
        image([drawn(1, BALL, at(0., 0.)), Event::ImageRemoved {}])
            .when(command)
            .then_refused(&Refusal::Removed);
    }
}

#[test]
fn a_restored_image_has_its_labels_and_votes_again() {
    let before = image([drawn(1, BALL, at(0., 0.))]).by(BOB).and([voted(1, 1, Verdict::Reject)]);
    let label_before = the(&before, 1).clone();
    let after = before
        .when(Command::Remove)
        .then([Event::ImageRemoved {}])
        .when(Command::Restore)
        .then([Event::ImageRestored {}]);
    assert_eq!(*the(&after, 1), label_before);
}

#[test]
fn restoring_an_image_that_is_there_changes_nothing() {
    image([]).when(Command::Restore).then([]);
}

#[test]
fn an_image_is_described_anew_only_when_it_differs() {
    image([])
        .when(Command::Describe { metadata: described("left") })
        .then([Event::ImageDescribed { metadata: described("left") }])
        .when(Command::Describe { metadata: described("left") })
        .then([])
        .when(Command::Describe { metadata: BTreeMap::new() })
        .then([Event::ImageDescribed { metadata: BTreeMap::new() }]);
}
