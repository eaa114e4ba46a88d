//! A team's own way to write labels down, in ImageTagger's template language.

mod refusal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::refusal::Refusal;
pub use crate::formats::template::FormatDefinition;
use crate::{AccountId, Decider, DomainEvent, Stamp, TeamId, formats::template::Template};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    Define { team: TeamId, definition: FormatDefinition },
    Revise { definition: FormatDefinition },
    Share,
    Unshare,
    Delete,
}

/// What can happen to an export format. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    ExportFormatDefined { team: TeamId, definition: FormatDefinition },
    ExportFormatRevised { definition: FormatDefinition },
    ExportFormatShared {},
    ExportFormatUnshared {},
    ExportFormatDeleted {},
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFormat {
    #[default]
    Undefined,
    Defined {
        team: TeamId,
        author: AccountId,
        definition: Box<FormatDefinition>,
        public: bool,
    },
    Deleted {
        team: TeamId,
        author: AccountId,
        definition: Box<FormatDefinition>,
    },
}

/// Team, author, definition, public, deleted.
pub type Parts<'a> = (TeamId, AccountId, &'a FormatDefinition, bool, bool);

impl ExportFormat {
    /// What there is to see, also of a deleted one.
    pub fn parts(&self) -> Option<Parts<'_>> {
        match self {
            Self::Undefined => None,
            Self::Defined { team, author, definition, public } => {
                Some((*team, *author, definition, *public, false))
            }
            Self::Deleted { team, author, definition } => Some((*team, *author, definition, false, true)),
        }
    }
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for ExportFormat {
    const TYPE: &'static str = "export_format";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, _: Stamp) -> Result<Vec<Event>, Refusal> {
        use Command::{Define, Delete, Revise, Share, Unshare};
        if let Define { definition, .. } | Revise { definition } = &command {
            Template::parse(definition)?;
        }
        match (self, command) {
            (Self::Undefined, Define { team, definition }) => {
                Ok(vec![Event::ExportFormatDefined { team, definition }])
            }
            (Self::Undefined | Self::Deleted { .. }, _) => Err(Refusal::Undefined),
            (Self::Defined { .. }, Define { .. }) => Err(Refusal::AlreadyDefined),
            (Self::Defined { definition: old, .. }, Revise { definition }) if **old == definition => {
                Ok(vec![])
            }
            (Self::Defined { .. }, Revise { definition }) => {
                Ok(vec![Event::ExportFormatRevised { definition }])
            }
            (Self::Defined { public: false, .. }, Share) => Ok(vec![Event::ExportFormatShared {}]),
            (Self::Defined { public: true, .. }, Unshare) => Ok(vec![Event::ExportFormatUnshared {}]),
            (Self::Defined { .. }, Share | Unshare) => Ok(vec![]),
            (Self::Defined { .. }, Delete) => Ok(vec![Event::ExportFormatDeleted {}]),
        }
    }

    fn apply(&mut self, event: &Event, Stamp { by, .. }: Stamp) {
        match (self, event) {
            (state, Event::ExportFormatDefined { team, definition }) => {
                let definition = Box::new(definition.clone());
                *state = Self::Defined { team: *team, author: by, definition, public: false };
            }
            (state, Event::ExportFormatDeleted {}) => {
                if let Self::Defined { team, author, definition, .. } = std::mem::take(state) {
                    *state = Self::Deleted { team, author, definition };
                }
            }
            (Self::Defined { definition, .. }, Event::ExportFormatRevised { definition: new }) => {
                definition.as_mut().clone_from(new);
            }
            (Self::Defined { public, .. }, Event::ExportFormatShared {}) => *public = true,
            (Self::Defined { public, .. }, Event::ExportFormatUnshared {}) => *public = false,
            (Self::Undefined | Self::Deleted { .. }, _) => {}
        }
    }
}
