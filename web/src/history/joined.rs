//! A label that was deleted and restored has the same revision, and the same votes, as before: told once.

use projections::annotations::{RevisionLine, VerdictLine};

/// `lines` are newest first, and so they stay.
pub fn joined(
    lines: Vec<RevisionLine>,
    mut votes: Vec<VerdictLine>,
) -> (Vec<RevisionLine>, Vec<VerdictLine>) {
    let mut joined: Vec<RevisionLine> = vec![];
    for older in lines {
        match joined.last_mut().filter(|newer| newer.revision == older.revision) {
            Some(restored) => {
                join_votes(&mut votes, restored, &older);
                restored.valid_from = older.valid_from;
                restored.revised_at = older.revised_at;
            }
            None => joined.push(older),
        }
    }
    (joined, votes)
}

/// Votes that came back with the label began when they were cast.
fn join_votes(votes: &mut Vec<VerdictLine>, restored: &RevisionLine, deleted: &RevisionLine) {
    let ended = deleted.valid_to;
    let (mut before, others): (Vec<_>, Vec<_>) =
        std::mem::take(votes).into_iter().partition(|vote| ended.is_some() && vote.valid_to == ended);
    *votes = others;
    for vote in votes.iter_mut().filter(|vote| vote.valid_from == restored.valid_from) {
        let same = |old: &VerdictLine| (old.account, old.accepts) == (vote.account, vote.accepts);
        if let Some(place) = before.iter().position(same) {
            let old = before.swap_remove(place);
            (vote.cast_at, vote.valid_from) = (old.cast_at, old.valid_from);
        }
    }
    votes.extend(before);
    votes.sort_by_key(|vote| (vote.valid_from, vote.account));
}
