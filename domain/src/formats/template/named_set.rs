//! A set as templates speak of it: its texts, and the names of its types.

use std::{collections::HashMap, io};

use super::placeholder::OfSet;
use crate::{AnnotationTypeId, formats::LabelledSet};

#[derive(Debug)]
pub(super) struct NamedSet {
    set: LabelledSet,
    type_names: HashMap<AnnotationTypeId, String>,
}

/// What a set without a team prints, as in ImageTagger.
const NO_TEAM: &str = "DeletedTeam";

impl NamedSet {
    pub(super) fn new(set: LabelledSet) -> Self {
        let type_names = set.types.iter().map(|kind| (kind.id, kind.name.clone())).collect();
        Self { set, type_names }
    }

    pub(super) fn text(&self, of: OfSet) -> &str {
        match of {
            OfSet::Name => &self.set.name,
            OfSet::Description => &self.set.description,
            OfSet::Team => self.set.team.as_deref().unwrap_or(NO_TEAM),
            OfSet::Location => &self.set.location,
        }
    }

    pub(super) fn type_name(&self, of: AnnotationTypeId) -> io::Result<&str> {
        let missing = || io::Error::other("a label's annotation type is missing in its set");
        self.type_names.get(&of).map(String::as_str).ok_or_else(missing)
    }
}
