//! Which commands a change is made of.

use domain::{AnnotationTypeId, image_set::Command};
use serde::Serialize;

use super::{ImageSetChange, Openness, Texts};
use crate::{
    Problem,
    optional::one_change,
    page::{name, text},
};

/// One command; two where a set must become public before it gets the openness asked for.
#[derive(Debug, PartialEq, Serialize)]
pub struct Steps {
    pub first: Command,
    pub then: Option<Command>,
}

impl ImageSetChange {
    pub(super) fn steps(self) -> Result<Steps, Problem> {
        one_change([
            self.name.is_some(),
            self.texts.is_some(),
            self.priority.is_some(),
            self.main_annotation_type.is_some(),
            self.openness.is_some(),
            self.locked.is_some(),
            self.blind.is_some(),
        ])?;
        let texts = self.texts.map(Texts::command).transpose()?;
        let name = self.name.map(|given| name("name", &given)).transpose()?;
        let main = self
            .main_annotation_type
            .map(|id| Command::SetMainAnnotationType { annotation_type: id.map(AnnotationTypeId::new) });
        let only = name
            .map(|name| Command::Rename { name })
            .or(texts)
            .or(self.priority.map(|priority| Command::SetPriority { priority: priority.into() }))
            .or(main)
            .or(self.locked.map(|locked| if locked { Command::LockImages } else { Command::UnlockImages }))
            .or(self.blind.map(blindness));
        Ok(match (only, self.openness) {
            (Some(first), _) => Steps { first, then: None },
            (None, openness) => openness.unwrap_or(Openness::Private).steps(),
        })
    }
}

const fn blindness(blind: bool) -> Command {
    if blind { Command::BlindVerification } else { Command::UnblindVerification }
}

impl Texts {
    fn command(self) -> Result<Command, Problem> {
        Ok(Command::Describe {
            location: text("location", &self.location)?,
            description: text("description", &self.description)?,
        })
    }
}

impl Openness {
    /// Each command does nothing where it is so already, so the same commands are right whatever the set was before.
    const fn steps(self) -> Steps {
        match self {
            Self::Private => Steps { first: Command::Withdraw, then: None },
            Self::Public => Steps { first: Command::Publish, then: Some(Command::CloseCollaboration) },
            Self::Collaborative => Steps { first: Command::Publish, then: Some(Command::OpenCollaboration) },
        }
    }
}
