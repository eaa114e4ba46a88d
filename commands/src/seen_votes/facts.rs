//! Facts that somebody may read who may not know all votes.

use std::collections::HashSet;

use domain::{AccountId, AnnotationId, Fact, ImageSetId, image, snapshot, transfer};
use projections::Recorded;
use uuid::Uuid;

use super::SeenVotes;
use crate::CommandError;

/// How a fact tells of votes.
enum Tells {
    /// Votes of others on one label: whoever judged it may know.
    Of(Uuid),
    /// Digests and numbers that follow from the votes on many.
    OfMany,
}

impl SeenVotes {
    /// Facts without those that tell of votes which somebody may not know yet, in their order.
    pub async fn among(
        &self,
        by: AccountId,
        mut facts: Vec<Recorded>,
    ) -> Result<Vec<Recorded>, CommandError> {
        let mut sets: Vec<Uuid> =
            facts.iter().filter_map(|fact| told(by, fact)).map(|(set, _)| set.uuid()).collect();
        if sets.is_empty() {
            return Ok(facts);
        }
        sets.sort_unstable();
        sets.dedup();
        let hiding = self.hiding(by, &sets).await?;
        if hiding.is_empty() {
            return Ok(facts);
        }
        let labels: Vec<_> = facts.iter().filter_map(|fact| label(told(by, fact)?, &hiding)).collect();
        let judged = self.judged(by, &labels).await?;
        facts.retain(|fact| match told(by, fact) {
            Some((set, tells)) if hiding.contains(&set) => match tells {
                Tells::Of(label) => judged.contains(&label),
                Tells::OfMany => false,
            },
            _ => true,
        });
        Ok(facts)
    }
}

fn label((set, tells): (ImageSetId, Tells), hiding: &HashSet<ImageSetId>) -> Option<Uuid> {
    match tells {
        Tells::Of(label) => hiding.contains(&set).then_some(label),
        Tells::OfMany => None,
    }
}

/// What a fact tells of votes that are not one's own, and of which set.
fn told(by: AccountId, recorded: &Recorded) -> Option<(ImageSetId, Tells)> {
    let tells = match &recorded.fact {
        Fact::Image(_, event) => Tells::Of(vote_of_another(by, recorded.account, event)?.uuid()),
        // Its digest covers the votes: few numbers of them are possible, so it can be guessed.
        Fact::Snapshot(_, snapshot::Event::SnapshotTaken(_))
        | Fact::Transfer(_, transfer::Event::ExportFinished { .. }) => Tells::OfMany,
        Fact::Snapshot(..)
        | Fact::Transfer(..)
        | Fact::ImageSet(..)
        | Fact::AnnotationType(..)
        | Fact::ExportFormat(..)
        | Fact::Team(..)
        | Fact::Account(..) => return None,
    };
    Some((recorded.image_set?, tells))
}

/// The label of a fact that tells how somebody else voted.
fn vote_of_another(by: AccountId, account: AccountId, event: &image::Event) -> Option<AnnotationId> {
    use image::Event::{VoteCast, VoteWithdrawn, VotesReset, VotesRestored};
    let tells = match event {
        VoteCast { .. } | VoteWithdrawn { .. } | VotesReset { .. } => account != by,
        // Whoever undid it, these are votes of many.
        VotesRestored { .. } => true,
        _ => false,
    };
    event.annotation().filter(|_| tells)
}
