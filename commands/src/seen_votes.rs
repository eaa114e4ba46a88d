//! Which votes somebody may know of: where verification is blind, only those on labels that one judged oneself.
//!
//! Whoever governs a set knows all. Everything that shows votes, counts them, or finds, orders or selects by them asks
//! here; what those who work on labels are shown of each is decided in `projections/src/annotations/reading.rs`.

mod facts;
mod refusal;

use std::collections::HashSet;

use domain::{
    AccountId, Action, ImageSetId,
    filter::{HiddenVotes, LabelFilter},
    snapshot::Selection,
    transfer::{Format, Request},
};
use projections::{Views, annotations::Sort, standing::Standing};
use uuid::Uuid;

use self::refusal::{field_of_votes, hidden, not_yours};
use crate::{CommandError, permit::Permissions};

/// Asked before votes are shown, or anything that follows from them.
#[derive(Debug, Clone)]
pub struct SeenVotes {
    views: Views,
    permissions: Permissions,
}

/// For whoever stands so to a set.
impl SeenVotes {
    /// Whether votes are kept from them before they have judged: the set is blind, and they do not govern it.
    pub fn hides(standing: &Standing) -> bool {
        standing.blind && !Permissions::table_allows(standing, Action::Govern)
    }

    /// The votes that `by`, who stands so, may not know of.
    pub fn hidden(by: AccountId, standing: &Standing) -> HiddenVotes {
        let set = Self::hides(standing).then_some(standing.image_set);
        HiddenVotes::of(by, set.into_iter().collect())
    }

    /// Refuses to find or sort labels by votes that somebody may not see: what is found would tell them.
    pub fn may_ask(standing: &Standing, filter: &LabelFilter, sort: Sort) -> Result<(), CommandError> {
        let by_sort = matches!(sort, Sort::FewestVotes | Sort::MostVotes).then_some("sort");
        let field = filter.conditions().find_map(field_of_votes).or(by_sort);
        refuse(standing, field)
    }

    /// Refuses to choose the labels of a snapshot by their votes: how many there are would tell them.
    pub fn may_select(standing: &Standing, selection: &Selection) -> Result<(), CommandError> {
        refuse(standing, selection.by_votes())
    }

    /// Refuses an export whose bytes follow from votes.
    pub(crate) fn may_request(standing: &Standing, request: &Request) -> Result<(), CommandError> {
        refuse(standing, tells(request))
    }

    /// Refuses what was made of a selection by votes.
    pub fn may_see_selected(standing: &Standing, selection: &Selection) -> Result<(), CommandError> {
        if Self::knows_selected(standing, selection) { Ok(()) } else { Err(not_yours()) }
    }

    /// Whether they may see what was made of a selection.
    pub fn knows_selected(standing: &Standing, selection: &Selection) -> bool {
        !Self::hides(standing) || selection.by_votes().is_none()
    }

    /// Refuses an export whose bytes follow from votes, once it is there.
    pub fn may_see_export(standing: &Standing, request: &Request) -> Result<(), CommandError> {
        if Self::knows_export(standing, request) { Ok(()) } else { Err(not_yours()) }
    }

    /// Whether they may see an export.
    pub fn knows_export(standing: &Standing, request: &Request) -> bool {
        !Self::hides(standing) || tells(request).is_none()
    }
}

/// For whoever asks for more than one set, or has not been looked up.
impl SeenVotes {
    pub(crate) fn new(views: &Views, permissions: &Permissions) -> Self {
        Self { views: views.clone(), permissions: permissions.clone() }
    }

    /// The votes of a set that somebody may not know of.
    pub async fn hidden_in(&self, by: AccountId, set: ImageSetId) -> Result<HiddenVotes, CommandError> {
        Ok(Self::hidden(by, &self.permissions.standing(by, set).await?))
    }

    /// The same of all sets of one's teams.
    pub async fn hidden_in_teams(&self, by: AccountId) -> Result<HiddenVotes, CommandError> {
        let sets = self.views.image_sets_of(by).await?.into_iter().filter(|set| set.blind);
        let sets: Vec<_> = sets.map(|set| set.image_set).collect();
        Ok(HiddenVotes::of(by, self.hiding(by, &sets).await?.into_iter().collect()))
    }

    /// Those of these labels on whose present revision somebody voted.
    pub async fn judged(&self, by: AccountId, labels: &[Uuid]) -> Result<HashSet<Uuid>, CommandError> {
        Ok(self.views.judged_by(by, labels).await?.into_iter().collect())
    }

    /// Those of these sets that hide votes from somebody.
    async fn hiding(&self, by: AccountId, sets: &[Uuid]) -> Result<HashSet<ImageSetId>, CommandError> {
        let mut hiding = HashSet::new();
        for set in self.views.blind_among(sets).await? {
            if Self::hides(&self.permissions.standing(by, set.into()).await?) {
                hiding.insert(ImageSetId::new(set));
            }
        }
        Ok(hiding)
    }
}

fn refuse(standing: &Standing, field: Option<&'static str>) -> Result<(), CommandError> {
    match field.filter(|_| SeenVotes::hides(standing)) {
        Some(field) => Err(hidden(field)),
        None => Ok(()),
    }
}

/// What makes an export tell of votes. A team's format always does: it leaves out labels by what people think of them.
fn tells(request: &Request) -> Option<&'static str> {
    match request.format {
        Format::Template(_) => Some("format"),
        Format::BuiltIn(_) => request.selection.by_votes(),
    }
}
