//! Having a label judged anew without changing it, and taking that back.

use super::{Annotation, Event, Picture, Refusal, annotation::Vote};
use crate::AnnotationId;

impl Picture {
    pub(super) fn reset_votes(&self, annotation: AnnotationId, revision: u32) -> Result<Vec<Event>, Refusal> {
        let by_others = self.live(annotation, revision)?.votes_by_others();
        Ok(if by_others.is_empty() { vec![] } else { vec![Event::VotesReset { annotation, revision }] })
    }

    pub(super) fn restore_votes(
        &self,
        annotation: AnnotationId,
        revision: u32,
    ) -> Result<Vec<Event>, Refusal> {
        let votes = self.live(annotation, revision)?.reset.clone();
        Ok(if votes.is_empty() { vec![] } else { vec![Event::VotesRestored { annotation, revision, votes }] })
    }
}

impl Annotation {
    /// The verdict of whoever made the revision is part of it.
    pub fn votes_by_others(&self) -> Vote {
        let mut votes = self.votes.clone();
        votes.remove(&self.revised_by);
        votes
    }

    pub(super) fn reset(&mut self) {
        self.reset = self.votes_by_others();
        self.votes.retain(|voter, _| *voter == self.revised_by);
    }

    pub(super) fn reinstate(&mut self, votes: &Vote) {
        self.votes.extend(votes);
        self.reset = Vote::new();
    }
}
