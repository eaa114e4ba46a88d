//! Votes can be reset, so that a label is judged anew without being changed; and the reset can be undone.

use super::*;
use crate::testing::{ALICE, CAROL};
use Verdict::{Accept, Reject};

const fn reset(n: u128, revision: u32) -> Command {
    Command::ResetVotes { annotation: label(n), revision }
}

const fn was_reset(n: u128, revision: u32) -> Event {
    Event::VotesReset { annotation: label(n), revision }
}

const fn restore(n: u128, revision: u32) -> Command {
    Command::RestoreVotes { annotation: label(n), revision }
}

fn restored(n: u128, revision: u32, votes: impl IntoIterator<Item = (crate::AccountId, Verdict)>) -> Event {
    Event::VotesRestored { annotation: label(n), revision, votes: votes.into_iter().collect() }
}

/// Alice's ball, which Bob rejected.
fn judged() -> Given<Image> {
    image([drawn(1, BALL, at(0., 0.))]).by(BOB).and([voted(1, 1, Reject)])
}

#[test]
fn a_reset_ends_every_vote_but_the_authors_accept() {
    let after = judged().by(CAROL).when(reset(1, 1)).then([was_reset(1, 1)]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Accept)]));
    assert_eq!(the(&after, 1).revision, 1, "the label is the same");
}

#[test]
fn an_author_who_rejected_the_own_label_is_not_made_to_accept_it() {
    let after = judged().by(ALICE).and([voted(1, 1, Reject)]).when(reset(1, 1)).then([was_reset(1, 1)]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Reject)]));
}

#[test]
fn without_votes_by_others_there_is_nothing_to_reset() {
    image([drawn(1, BALL, at(0., 0.))]).when(reset(1, 1)).then([]);
}

#[test]
fn a_reset_names_the_revision_that_was_seen() {
    let stale = Refusal::Stale { annotation: label(1), seen: 1, current: 2 };
    judged().and([reshaped(1, at(9., 9.))]).when(reset(1, 1)).then_refused(&stale);
    judged().and([erased(1)]).when(reset(1, 1)).then_refused(&Refusal::Erased);
}

#[test]
fn undoing_a_reset_brings_the_votes_back() {
    let after = judged()
        .by(CAROL)
        .and([was_reset(1, 1)])
        .when(restore(1, 1))
        .then([restored(1, 1, [(BOB, Reject)])])
        .when(restore(1, 1))
        .then([]);
    assert_eq!(the(&after, 1).votes, BTreeMap::from([(ALICE, Accept), (BOB, Reject)]));
}

#[test]
fn who_voted_anew_after_a_reset_has_spoken() {
    let after = judged().by(CAROL).and([was_reset(1, 1)]).by(BOB).and([voted(1, 1, Accept)]);
    after.by(CAROL).when(restore(1, 1)).then([]);
}

#[test]
fn who_voted_anew_and_took_that_back_has_no_vote_all_the_same() {
    let withdrawn = Event::VoteWithdrawn { annotation: label(1), revision: 1 };
    let both = judged().by(CAROL).and([voted(1, 1, Reject), was_reset(1, 1)]);
    let after = both.by(BOB).and([voted(1, 1, Accept), withdrawn]).by(ALICE);
    after.when(restore(1, 1)).then([restored(1, 1, [(CAROL, Reject)])]);
}

#[test]
fn votes_come_back_on_nothing_that_changed_or_is_gone() {
    let stale = Refusal::Stale { annotation: label(1), seen: 1, current: 2 };
    let reset = || judged().by(CAROL).and([was_reset(1, 1)]);
    reset().and([reshaped(1, at(9., 9.))]).when(restore(1, 1)).then_refused(&stale);
    reset().and([erased(1)]).when(restore(1, 1)).then_refused(&Refusal::Erased);
    reset().when(restore(2, 1)).then_refused(&Refusal::NoSuchAnnotation);
}

#[test]
fn a_new_revision_leaves_nothing_to_bring_back() {
    judged().by(CAROL).and([was_reset(1, 1), reshaped(1, at(9., 9.))]).when(restore(1, 2)).then([]);
}
