//! Undoing a gesture: what leads back, and what is left alone.

use super::*;
use crate::{
    AccountId, Stamp,
    image::{
        Left, Plan, Step, Whose,
        Whose::{Other, Ours, Undoing},
        undo,
    },
    testing::{ALICE, CAROL, noon},
};
use Verdict::{Accept, Reject};

type Told = (AccountId, Whose, Event);

/// What becomes of the only label, if Carol undoes it.
fn plan(facts: impl IntoIterator<Item = Told>) -> Plan {
    let plans = plans(facts);
    assert_eq!(plans.len(), 1, "{plans:?}");
    plans.into_iter().next().unwrap().1
}

fn plans(facts: impl IntoIterator<Item = Told>) -> Vec<(Option<AnnotationId>, Plan)> {
    let first = (ALICE, Other, Event::ImageAdded(added()));
    let facts: Vec<_> = [first].into_iter().chain(facts).collect();
    let told = facts.iter().map(|(by, whose, event)| (Stamp { by: *by, at: noon() }, event, *whose));
    undo(told, CAROL).into_iter().map(|undoing| (undoing.annotation, undoing.plan)).collect()
}

fn ball() -> Told {
    (ALICE, Other, drawn(1, BALL, at(0., 0.)))
}

const fn retyped(n: u128, spec: Spec) -> Event {
    Event::AnnotationRetyped { annotation: label(n), annotation_type: spec.id }
}

fn as_it_was(revision: u32) -> Step {
    let (annotation_type, shape) = (BALL.id, at(0., 0.));
    Step::Change { revision, annotation_type, shape, blurred: false, concealed: false }
}

const fn changed_by(by: AccountId) -> Plan {
    Plan::Leave(Left::ChangedSince { by })
}

#[test]
fn what_was_drawn_is_deleted() {
    let steps = plan([(ALICE, Ours, drawn(1, BALL, at(0., 0.)))]);
    assert_eq!(steps, Plan::Steps(vec![Step::Erase { revision: 1 }]));
}

#[test]
fn what_was_deleted_is_restored() {
    assert_eq!(plan([ball(), (CAROL, Ours, erased(1))]), Plan::Steps(vec![Step::Restore]));
}

#[test]
fn what_was_changed_is_changed_back_whatever_it_went_through() {
    let steps = plan([ball(), (CAROL, Ours, retyped(1, ROBOT)), (CAROL, Ours, reshaped(1, at(9., 9.)))]);
    assert_eq!(steps, Plan::Steps(vec![as_it_was(3)]));
    let steps = plan([ball(), (CAROL, Ours, retyped(1, ROBOT)), (CAROL, Ours, erased(1))]);
    assert_eq!(steps, Plan::Steps(vec![Step::Restore, as_it_was(2)]));
}

#[test]
fn what_others_changed_or_judged_since_is_left_alone() {
    let deed = || [ball(), (CAROL, Ours, retyped(1, ROBOT))];
    for fact in [reshaped(1, at(9., 9.)), erased(1), voted(1, 2, Reject)] {
        assert_eq!(plan(deed().into_iter().chain([(BOB, Other, fact)])), changed_by(BOB));
    }
}

#[test]
fn what_was_done_since_and_undone_again_does_not_matter() {
    let back = |n: u128| [(BOB, Other, retyped(n, FOOT)), (BOB, Other, retyped(n, ROBOT))];
    let deed = || [ball(), (CAROL, Ours, retyped(1, ROBOT))];
    assert_eq!(plan(deed().into_iter().chain(back(1))), Plan::Steps(vec![as_it_was(4)]));

    let restored = Event::AnnotationRestored { annotation: label(1) };
    let there_and_back = [(CAROL, Other, erased(1)), (CAROL, Other, restored)];
    assert_eq!(plan(deed().into_iter().chain(there_and_back)), Plan::Steps(vec![as_it_was(2)]));

    let second_thoughts = [(CAROL, Other, voted(1, 2, Reject))];
    assert_eq!(plan(deed().into_iter().chain(second_thoughts)), changed_by(CAROL));
}

#[test]
fn what_was_done_between_two_of_ours_is_not_made_good_by_the_second() {
    let between = [
        ball(),
        (CAROL, Ours, retyped(1, ROBOT)),
        (BOB, Other, reshaped(1, at(9., 9.))),
        (CAROL, Ours, erased(1)),
    ];
    assert_eq!(plan(between), changed_by(BOB));
}

#[test]
fn what_happens_to_other_labels_does_not_matter() {
    let beside = (BOB, Other, drawn(2, BALL, at(300., 0.)));
    assert_eq!(plan([ball(), (CAROL, Ours, erased(1)), beside]), Plan::Steps(vec![Step::Restore]));
}

#[test]
fn what_is_as_it_was_needs_nothing() {
    let restored = Event::AnnotationRestored { annotation: label(1) };
    assert_eq!(plan([ball(), (CAROL, Ours, erased(1)), (BOB, Other, restored)]), Plan::Nothing);
}

#[test]
fn an_undoing_that_was_broken_off_goes_on_where_it_was() {
    let restored = Event::AnnotationRestored { annotation: label(1) };
    let facts =
        [ball(), (CAROL, Ours, retyped(1, ROBOT)), (CAROL, Ours, erased(1)), (CAROL, Undoing, restored)];
    assert_eq!(plan(facts), Plan::Steps(vec![as_it_was(2)]));
}

#[test]
fn reset_votes_come_back_unless_somebody_voted_since() {
    let reset = Event::VotesReset { annotation: label(1), revision: 1 };
    let deed = || [ball(), (BOB, Other, voted(1, 1, Reject)), (CAROL, Ours, reset.clone())];
    assert_eq!(plan(deed()), Plan::Steps(vec![Step::RestoreVotes { revision: 1 }]));
    assert_eq!(plan(deed().into_iter().chain([(BOB, Other, voted(1, 1, Accept))])), Plan::Nothing);
}

#[test]
fn votes_that_came_back_are_reset_again() {
    let reset = Event::VotesReset { annotation: label(1), revision: 1 };
    let votes = BTreeMap::from([(BOB, Reject)]);
    let back = Event::VotesRestored { annotation: label(1), revision: 1, votes };
    let facts = [ball(), (BOB, Other, voted(1, 1, Reject)), (CAROL, Other, reset), (CAROL, Ours, back)];
    assert_eq!(plan(facts), Plan::Steps(vec![Step::ResetVotes { revision: 1 }]));
}

#[test]
fn ones_own_vote_becomes_what_it_was_and_that_of_another_stays() {
    let vote = |by, whose, verdict| (by, whose, voted(1, 1, verdict));
    assert_eq!(
        plan([ball(), vote(CAROL, Ours, Accept)]),
        Plan::Steps(vec![Step::WithdrawVote { revision: 1 }])
    );
    assert_eq!(
        plan([ball(), vote(CAROL, Other, Reject), vote(CAROL, Ours, Accept)]),
        Plan::Steps(vec![Step::Vote { revision: 1, verdict: Reject }])
    );
    assert_eq!(plan([ball(), vote(BOB, Ours, Accept)]), Plan::Leave(Left::VoteOfAnother { by: BOB }));
}

#[test]
fn an_image_goes_back_out_of_the_set_unless_others_labelled_it() {
    let stamp = Stamp { by: ALICE, at: noon() };
    let (add, label) = (Event::ImageAdded(added()), drawn(1, BALL, at(0., 0.)));
    let plans = |whose| undo([(stamp, &add, Ours), (stamp, &label, whose)], ALICE);
    assert_eq!(plans(Ours).len(), 1, "its labels go with it");
    assert_eq!(plans(Ours)[0].plan, Plan::Steps(vec![Step::RemoveImage]));
    assert_eq!(plans(Other)[0].plan, changed_by(ALICE));
}

#[test]
fn a_removed_image_comes_back_and_what_was_said_of_an_image_is_said_again() {
    let described = |value: &str| Event::ImageDescribed {
        metadata: BTreeMap::from([("camera".to_owned(), value.to_owned())]),
    };
    let deed = || {
        [
            (ALICE, Other, described("left")),
            (CAROL, Ours, described("right")),
            (CAROL, Ours, Event::ImageRemoved {}),
        ]
    };
    let metadata = BTreeMap::from([("camera".to_owned(), "left".to_owned())]);
    assert_eq!(plan(deed()), Plan::Steps(vec![Step::RestoreImage, Step::DescribeImage { metadata }]));

    let restored = (BOB, Other, Event::ImageRestored {});
    let labelled = (BOB, Other, drawn(1, BALL, at(0., 0.)));
    assert_eq!(plan(deed().into_iter().chain([restored.clone()])), changed_by(BOB));
    let there_and_back = [restored, labelled, (BOB, Other, Event::ImageRemoved {})];
    assert!(matches!(plan(deed().into_iter().chain(there_and_back)), Plan::Steps(_)));
}

#[test]
fn several_labels_are_judged_one_by_one() {
    let copies =
        (1..=2).map(|n| (ALICE, Ours, drawn(n, BALL, at(100. * f64::from(u32::try_from(n).unwrap()), 0.))));
    let plans = plans(copies.chain([(BOB, Other, voted(2, 1, Accept))]));
    let erase = Plan::Steps(vec![Step::Erase { revision: 1 }]);
    assert_eq!(plans, [(Some(label(1)), erase), (Some(label(2)), changed_by(BOB))]);
}
