//! Which votes somebody may see: where verification is blind, only those on labels that one judged oneself.
//!
//! For whoever looks back or listens. What those who work are shown is decided in `projections/src/annotations/reading.rs`.

use std::collections::HashSet;

use domain::{
    AccountId, Action, AnnotationId, Fact, ImageSetId,
    filter::{LabelCondition, LabelFilter, Limit},
    image::Event,
};
use projections::{Recorded, Views, annotations::Sort};
use uuid::Uuid;

use crate::{CommandError, permit::Permissions};

/// Asked before votes are shown, or numbers of them.
#[derive(Clone)]
pub struct SeenVotes {
    views: Views,
    permissions: Permissions,
}

impl SeenVotes {
    pub(crate) fn new(views: &Views, permissions: &Permissions) -> Self {
        Self { views: views.clone(), permissions: permissions.clone() }
    }

    /// Whether a set keeps votes from somebody before they have judged: it is blind, and they do not govern it.
    pub async fn are_hidden(&self, by: AccountId, set: ImageSetId) -> Result<bool, CommandError> {
        if self.views.blind_among(&[set.uuid()]).await?.is_empty() {
            return Ok(false);
        }
        match self.permissions.on_set(by, set, Action::Govern).await {
            Ok(_) => Ok(false),
            Err(CommandError::Denied(_) | CommandError::Refused(_)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Those of these labels on whose present revision somebody voted.
    pub async fn judged(&self, by: AccountId, labels: &[Uuid]) -> Result<HashSet<Uuid>, CommandError> {
        Ok(self.views.judged_by(by, labels).await?.into_iter().collect())
    }

    /// Facts without the votes of others that somebody may not see yet, in their order.
    pub async fn among(
        &self,
        by: AccountId,
        mut facts: Vec<Recorded>,
    ) -> Result<Vec<Recorded>, CommandError> {
        let votes: Vec<(ImageSetId, Uuid)> =
            facts.iter().filter_map(|fact| vote_of_another(by, fact)).collect();
        if votes.is_empty() {
            return Ok(facts);
        }
        let mut sets: Vec<Uuid> = votes.iter().map(|(set, _)| set.uuid()).collect();
        sets.sort_unstable();
        sets.dedup();
        let mut hiding = HashSet::new();
        for set in self.views.blind_among(&sets).await? {
            if self.are_hidden(by, set.into()).await? {
                hiding.insert(ImageSetId::new(set));
            }
        }
        let labels: Vec<_> =
            votes.into_iter().filter(|(set, _)| hiding.contains(set)).map(|(_, label)| label).collect();
        if labels.is_empty() {
            return Ok(facts);
        }
        let judged = self.judged(by, &labels).await?;
        facts.retain(|fact| {
            vote_of_another(by, fact)
                .is_none_or(|(set, label)| !hiding.contains(&set) || judged.contains(&label))
        });
        Ok(facts)
    }

    /// Refuses to find or sort labels by votes that somebody may not see: what is found would tell them.
    pub async fn may_ask(
        &self,
        by: AccountId,
        set: ImageSetId,
        filter: &LabelFilter,
        sort: Sort,
    ) -> Result<(), CommandError> {
        let by_sort = matches!(sort, Sort::FewestVotes | Sort::MostVotes).then_some("sort");
        let Some(field) = filter.conditions().find_map(field_of_votes).or(by_sort) else { return Ok(()) };
        if !self.are_hidden(by, set).await? {
            return Ok(());
        }
        let why = "votes are hidden here, since the set is verified blind: \
                   only those who govern it find or sort by them";
        Err(CommandError::invalid(field, why))
    }
}

/// A fact that tells how somebody else voted, with its set and label.
fn vote_of_another(by: AccountId, recorded: &Recorded) -> Option<(ImageSetId, Uuid)> {
    let Fact::Image(_, event) = &recorded.fact else { return None };
    let tells = match event {
        Event::VoteCast { .. } | Event::VoteWithdrawn { .. } | Event::VotesReset { .. } => {
            recorded.account != by
        }
        // Whoever undid it, these are votes of many.
        Event::VotesRestored { .. } => true,
        _ => false,
    };
    let label = event.annotation().filter(|_| tells).map(AnnotationId::uuid)?;
    Some((recorded.image_set?, label))
}

/// The name of a condition that asks about the votes of others.
const fn field_of_votes(condition: &LabelCondition) -> Option<&'static str> {
    Some(match condition {
        LabelCondition::Accepts(Limit::Least(_)) => "accepts_min",
        LabelCondition::Accepts(Limit::Most(_)) => "accepts_max",
        LabelCondition::Rejects(Limit::Least(_)) => "rejects_min",
        LabelCondition::Rejects(Limit::Most(_)) => "rejects_max",
        LabelCondition::Net(Limit::Least(_)) => "net_min",
        LabelCondition::Net(Limit::Most(_)) => "net_max",
        LabelCondition::Stale(_) | LabelCondition::About(_) => "votes",
        LabelCondition::Type(_)
        | LabelCondition::Author(_)
        | LabelCondition::ChangedBy(_)
        | LabelCondition::MadeBy(_)
        | LabelCondition::Drawn(_)
        | LabelCondition::Changed(_)
        | LabelCondition::Revisions(_)
        | LabelCondition::Blurred(_)
        | LabelCondition::Concealed(_)
        | LabelCondition::NotInImage(_)
        // One's own votes.
        | LabelCondition::WaitsFor(_)
        | LabelCondition::Sample(_) => return None,
    })
}
