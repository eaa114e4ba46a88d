//! Changing a label starts a new revision, and only for whom has seen the present one.

use super::*;
use crate::testing::{ALICE, CAROL};

fn change(n: u128, revision: u32, change: Change) -> Command {
    Command::Change { annotation: label(n), revision, change }
}

const fn marked(n: u128, blurred: bool, concealed: bool) -> Event {
    Event::AnnotationMarked { annotation: label(n), blurred, concealed }
}

const fn retyped(n: u128, spec: Spec) -> Event {
    Event::AnnotationRetyped { annotation: label(n), annotation_type: spec.id }
}

fn revised(n: u128, spec: Spec, shape: Shape, (blurred, concealed): (bool, bool)) -> Event {
    Event::AnnotationRevised { annotation: label(n), annotation_type: spec.id, shape, blurred, concealed }
}

/// A ball by Alice, which Bob rejected and Carol accepted.
fn judged() -> Given<Image> {
    image([drawn(1, BALL, at(0., 0.))]).by(BOB).and([voted(1, 1, Verdict::Reject)]).by(CAROL).and([voted(
        1,
        1,
        Verdict::Accept,
    )])
}

#[track_caller]
fn starts_anew(after: &Given<Image>) {
    let ball = the(after, 1);
    assert_eq!((ball.author, ball.revised_by, ball.revision), (ALICE, BOB, 2));
    assert_eq!(ball.votes, BTreeMap::from([(BOB, Verdict::Accept)]));
}

#[test]
fn a_new_shape_starts_the_next_revision_with_the_editors_accept_alone() {
    let after = judged().by(BOB).when(reshape(1, 1, BALL, at(9., 9.))).then([reshaped(1, at(9., 9.))]);
    starts_anew(&after);
    assert_eq!(the(&after, 1).shape, at(9., 9.));
}

#[test]
fn a_new_type_starts_the_next_revision_with_the_editors_accept_alone() {
    let after = judged().by(BOB).when(change(1, 1, unchanged(ROBOT))).then([retyped(1, ROBOT)]);
    starts_anew(&after);
    assert_eq!(the(&after, 1).annotation_type, ROBOT.id);
}

#[test]
fn a_new_flag_starts_the_next_revision_with_the_editors_accept_alone() {
    for (blurred, concealed) in [(true, false), (false, true), (true, true)] {
        let flags = Change { blurred: Some(blurred), concealed: Some(concealed), ..unchanged(BALL) };
        let after = judged().by(BOB).when(change(1, 1, flags)).then([marked(1, blurred, concealed)]);
        starts_anew(&after);
        assert_eq!((the(&after, 1).blurred, the(&after, 1).concealed), (blurred, concealed));
    }
}

#[test]
fn a_change_by_a_millionth_of_a_pixel_is_a_change() {
    let shape = shape(BoundingBox, &[[0.000_001, 0.], [50., 50.]]);
    starts_anew(&judged().by(BOB).when(reshape(1, 1, BALL, shape.clone())).then([reshaped(1, shape)]));
}

#[test]
fn changing_nothing_is_no_fact_and_keeps_the_votes() {
    let same = Change { shape: Some(at(0., 0.)), blurred: Some(false), concealed: Some(false), spec: BALL };
    for nothing in [unchanged(BALL), same] {
        let after = judged().by(BOB).when(change(1, 1, nothing)).then([]);
        assert_eq!((the(&after, 1).revision, the(&after, 1).votes.len()), (1, 3));
    }
}

#[test]
fn type_shape_and_flags_change_in_one_gesture_and_make_one_revision() {
    let all = Change { spec: ROBOT, shape: Some(at(9., 9.)), blurred: Some(true), concealed: None };
    let after = judged().by(BOB).when(change(1, 1, all)).then([revised(1, ROBOT, at(9., 9.), (true, false))]);
    starts_anew(&after);
    let ball = the(&after, 1);
    assert_eq!((ball.annotation_type, &ball.shape), (ROBOT.id, &at(9., 9.)));
    assert_eq!((ball.blurred, ball.concealed), (true, false));
}

#[test]
fn a_label_gets_the_shape_of_its_new_type_in_one_step() {
    let goal = shape(Polygon, &[[1., 1.], [9., 1.], [9., 9.]]);
    let both = Change { shape: Some(goal.clone()), ..unchanged(GOAL) };
    starts_anew(&judged().by(BOB).when(change(1, 1, both)).then([revised(1, GOAL, goal, (false, false))]));
}

#[test]
fn a_stale_edit_is_refused_and_names_both_revisions() {
    let stale = Refusal::Stale { annotation: label(1), seen: 1, current: 2 };
    let two = || judged().by(BOB).and([reshaped(1, at(9., 9.))]).by(CAROL);
    two().when(reshape(1, 1, BALL, at(20., 20.))).then_refused(&stale);
    two().when(change(1, 1, unchanged(BALL))).then_refused(&stale);
    two().when(erase(1, 1)).then_refused(&stale);
    assert_eq!(
        stale.to_string(),
        "somebody changed this annotation: it is at revision 2, you saw revision 1"
    );
}

#[test]
fn a_revision_that_is_still_to_come_cannot_have_been_seen() {
    let refusal = Refusal::Stale { annotation: label(1), seen: 2, current: 1 };
    judged().when(reshape(1, 2, BALL, at(20., 20.))).then_refused(&refusal);
}

#[test]
fn of_two_editors_the_second_is_told() {
    judged()
        .by(BOB)
        .when(reshape(1, 1, BALL, at(9., 9.)))
        .then([reshaped(1, at(9., 9.))])
        .by(CAROL)
        .when(reshape(1, 1, BALL, at(20., 20.)))
        .then_refused(&Refusal::Stale { annotation: label(1), seen: 1, current: 2 })
        .when(reshape(1, 2, BALL, at(20., 20.)))
        .then([reshaped(1, at(20., 20.))]);
}

#[test]
fn an_unknown_annotation_cannot_be_changed() {
    judged().when(reshape(2, 1, BALL, at(9., 9.))).then_refused(&Refusal::NoSuchAnnotation);
}

#[test]
fn an_edit_cannot_bring_an_erased_annotation_back() {
    judged().and([erased(1)]).when(reshape(1, 1, BALL, at(9., 9.))).then_refused(&Refusal::Erased);
}

#[test]
fn a_changed_label_still_lies_in_the_image_and_fits_its_type() {
    judged().when(reshape(1, 1, BALL, at(600., 0.))).then_refused(&Refusal::OutsideImage(FRAME));
    let dot = shape(Point, &[[1., 1.]]);
    judged().when(reshape(1, 1, BALL, dot)).then_refused(&Refusal::Misfit(Misfit::OtherShape(BoundingBox)));
    judged().when(change(1, 1, unchanged(GOAL))).then_refused(&Refusal::Misfit(Misfit::OtherShape(Polygon)));
    let inactive = Spec { active: false, ..BALL };
    judged().when(reshape(1, 1, inactive, at(9., 9.))).then_refused(&Refusal::Misfit(Misfit::Inactive));
}

#[test]
fn flags_the_new_type_does_not_allow_must_be_taken_off() {
    let plain = Spec { allows_blurred: false, ..ROBOT };
    let blurred = || judged().and([marked(1, true, false)]);
    blurred().when(change(1, 2, unchanged(plain))).then_refused(&Refusal::Misfit(Misfit::Blurred));
    blurred().when(change(1, 2, Change { blurred: Some(false), ..unchanged(plain) })).then([revised(
        1,
        plain,
        at(0., 0.),
        (false, false),
    )]);
}

#[test]
fn a_label_that_becomes_not_in_image_loses_its_flags() {
    judged().and([marked(1, true, true)]).when(reshape(1, 2, BALL, Shape::NotInImage)).then([revised(
        1,
        BALL,
        Shape::NotInImage,
        (false, false),
    )]);
    let asked = Change { shape: Some(Shape::NotInImage), blurred: Some(true), ..unchanged(BALL) };
    judged().when(change(1, 1, asked)).then_refused(&Refusal::Misfit(Misfit::FlagsOfNothing));
}
