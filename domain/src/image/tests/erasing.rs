//! Erased labels stay in the record and can come back where there is room.

use super::*;
use crate::testing::ALICE;

const fn restore(n: u128) -> Command {
    Command::RestoreAnnotation { annotation: label(n) }
}

const fn restored(n: u128) -> Event {
    Event::AnnotationRestored { annotation: label(n) }
}

#[test]
fn an_erased_annotation_no_longer_counts() {
    let after = image([drawn(1, BALL, at(0., 0.))]).when(erase(1, 1)).then([erased(1)]);
    assert_eq!(after.state().picture().unwrap().live_annotations().count(), 0);
}

#[test]
fn an_annotation_is_erased_once() {
    image([drawn(1, BALL, at(0., 0.)), erased(1)]).when(erase(1, 1)).then_refused(&Refusal::Erased);
}

#[test]
fn what_was_never_drawn_is_neither_erased_nor_restored() {
    image([]).when(erase(1, 1)).then_refused(&Refusal::NoSuchAnnotation);
    image([]).when(restore(1)).then_refused(&Refusal::NoSuchAnnotation);
}

#[test]
fn a_restored_annotation_is_as_it_was_with_its_revision_and_votes() {
    let before = image([drawn(1, BALL, at(0., 0.)), reshaped(1, at(9., 9.))]).by(BOB).and([voted(
        1,
        2,
        Verdict::Reject,
    )]);
    let ball = the(&before, 1).clone();
    let after = before.when(erase(1, 2)).then([erased(1)]).when(restore(1)).then([restored(1)]);
    assert_eq!(*the(&after, 1), ball);
    assert_eq!((ball.author, ball.revision, ball.votes.len()), (ALICE, 2, 2));
}

#[test]
fn restoring_an_annotation_that_is_there_changes_nothing() {
    image([drawn(1, BALL, at(0., 0.))]).when(restore(1)).then([]);
}

#[test]
fn an_annotation_is_not_restored_next_to_a_similar_one() {
    image([drawn(1, BALL, at(0., 0.)), erased(1), drawn(2, BALL, at(5., 5.))])
        .when(restore(1))
        .then_refused(&Refusal::Similar { to: label(2) });
}

#[test]
fn an_annotation_is_not_restored_against_one_that_says_the_opposite() {
    image([drawn(1, BALL, at(0., 0.)), erased(1), drawn(2, BALL, Shape::NotInImage)])
        .when(restore(1))
        .then_refused(&Refusal::Contradicts { to: label(2) });
    image([drawn(1, BALL, Shape::NotInImage), erased(1), drawn(2, BALL, at(0., 0.))])
        .when(restore(1))
        .then_refused(&Refusal::Contradicts { to: label(2) });
}

#[test]
fn an_annotation_is_restored_once_the_similar_one_is_gone() {
    image([drawn(1, BALL, at(0., 0.)), erased(1), drawn(2, BALL, at(5., 5.))])
        .when(erase(2, 1))
        .then([erased(2)])
        .when(restore(1))
        .then([restored(1)]);
}

#[test]
fn a_restored_annotation_takes_votes_again() {
    image([drawn(1, BALL, at(0., 0.)), erased(1), restored(1)])
        .by(BOB)
        .when(vote(1, 1, Verdict::Accept))
        .then([voted(1, 1, Verdict::Accept)]);
}
