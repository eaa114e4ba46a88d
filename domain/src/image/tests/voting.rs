//! Votes are on a revision: one per person, changeable, none on what is gone.

use super::*;
use crate::testing::{ALICE, CAROL};
use Verdict::{Accept, Reject};

const fn withdraw(n: u128, revision: u32) -> Command {
    Command::WithdrawVote { annotation: label(n), revision }
}

const fn withdrawn(n: u128, revision: u32) -> Event {
    Event::VoteWithdrawn { annotation: label(n), revision }
}

fn ball() -> Given<Image> {
    image([drawn(1, BALL, at(0., 0.))])
}

#[test]
fn somebody_else_accepts_or_rejects() {
    for verdict in [Accept, Reject] {
        let after = ball().by(BOB).when(vote(1, 1, verdict)).then([voted(1, 1, verdict)]);
        assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Accept), (BOB, verdict)]));
    }
}

#[test]
fn voting_twice_the_same_way_is_one_vote() {
    ball().by(BOB).when(vote(1, 1, Reject)).then([voted(1, 1, Reject)]).when(vote(1, 1, Reject)).then([]);
}

#[test]
fn a_vote_can_be_changed() {
    let after = ball()
        .by(BOB)
        .when(vote(1, 1, Reject))
        .then([voted(1, 1, Reject)])
        .when(vote(1, 1, Accept))
        .then([voted(1, 1, Accept)]);
    assert_eq!(the(&after, 1).votes[&BOB], Accept);
}

#[test]
fn the_author_has_accepted_already_but_may_think_again() {
    ball().when(vote(1, 1, Accept)).then([]).when(vote(1, 1, Reject)).then([voted(1, 1, Reject)]);
}

#[test]
fn a_vote_can_be_withdrawn_once() {
    let after = ball()
        .by(BOB)
        .when(vote(1, 1, Accept))
        .then([voted(1, 1, Accept)])
        .when(withdraw(1, 1))
        .then([withdrawn(1, 1)])
        .when(withdraw(1, 1))
        .then([]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Accept)]));
}

#[test]
fn nobody_withdraws_the_vote_of_another() {
    let after = ball().by(BOB).when(withdraw(1, 1)).then([]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Accept)]));
}

#[test]
fn a_vote_on_an_earlier_revision_is_refused() {
    let stale = Refusal::Stale { annotation: label(1), seen: 1, current: 2 };
    let two = || ball().and([reshaped(1, at(9., 9.))]).by(BOB);
    two().when(vote(1, 1, Accept)).then_refused(&stale);
    two().when(withdraw(1, 1)).then_refused(&stale);
}

#[test]
fn votes_on_an_earlier_revision_no_longer_count() {
    let after = ball()
        .by(BOB)
        .and([voted(1, 1, Reject)])
        .by(CAROL)
        .and([reshaped(1, at(9., 9.))])
        .by(BOB)
        .when(vote(1, 2, Reject))
        .then([voted(1, 2, Reject)]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(BOB, Reject), (CAROL, Accept)]));
}

#[test]
fn voting_does_not_start_a_revision() {
    let after = ball().by(BOB).when(vote(1, 1, Reject)).then([voted(1, 1, Reject)]);
    assert_eq!(the(&after, 1).revision, 1);
}

#[test]
fn an_erased_annotation_takes_no_votes() {
    let gone = || ball().by(BOB).and([voted(1, 1, Reject), erased(1)]);
    gone().when(vote(1, 1, Accept)).then_refused(&Refusal::Erased);
    gone().when(withdraw(1, 1)).then_refused(&Refusal::Erased);
}

#[test]
fn an_annotation_that_was_never_drawn_takes_no_votes() {
    ball().when(vote(2, 1, Accept)).then_refused(&Refusal::NoSuchAnnotation);
    ball().when(withdraw(2, 1)).then_refused(&Refusal::NoSuchAnnotation);
}

#[test]
fn not_in_image_is_voted_on_like_any_label() {
    image([drawn(1, BALL, Shape::NotInImage)]).by(BOB).when(vote(1, 1, Reject)).then([voted(1, 1, Reject)]);
}
