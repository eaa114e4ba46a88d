//! Images that are labelled, verified and exported together.

mod refusal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::refusal::Refusal;
use crate::{
    AccountId, AnnotationTypeId, Decider, DomainEvent, Name, Openness, Stamp, TeamId, Text, Timestamp,
};

/// How long a deleted set can be brought back.
pub const RESTORABLE: chrono::TimeDelta = chrono::TimeDelta::days(30);

/// Most tags one set may have.
const MAX_TAGS: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    Create {
        team: TeamId,
        name: Name,
        location: Text,
        description: Text,
    },
    Rename {
        name: Name,
    },
    Describe {
        location: Text,
        description: Text,
    },
    Publish,
    /// Make private again; ends public collaboration too.
    Withdraw,
    OpenCollaboration,
    CloseCollaboration,
    LockImages,
    UnlockImages,
    /// Whoever has not voted on a label does not see how others did.
    BlindVerification,
    UnblindVerification,
    SetPriority {
        priority: Priority,
    },
    SetMainAnnotationType {
        annotation_type: Option<AnnotationTypeId>,
    },
    Tag {
        tag: Name,
    },
    Untag {
        tag: Name,
    },
    /// Give the set to everybody: public, collaborative, locked, and no team's any more.
    Release,
    HandOver {
        team: TeamId,
    },
    Delete,
    Restore,
}

/// What can happen to an image set. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    ImageSetCreated { team: TeamId, name: Name, location: Text, description: Text },
    ImageSetRenamed { name: Name },
    ImageSetDescribed { location: Text, description: Text },
    ImageSetPublished {},
    ImageSetWithdrawn {},
    CollaborationOpened {},
    CollaborationClosed {},
    ImagesLocked {},
    ImagesUnlocked {},
    PrioritySet { priority: Priority },
    MainAnnotationTypeSet { annotation_type: Option<AnnotationTypeId> },
    Tagged { tag: Name },
    Untagged { tag: Name },
    ImageSetReleased {},
    ImageSetHandedOver { team: TeamId },
    ImageSetDeleted {},
    ImageSetRestored {},
    VerificationBlinded {},
    VerificationUnblinded {},
}

/// Which sets a queue offers first.
#[derive(
    Debug,
    Default,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImageSet {
    #[default]
    Unknown,
    Known(Box<Details>),
}

/// A set as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// `None` once released.
    pub team: Option<TeamId>,
    pub creator: AccountId,
    pub name: Name,
    pub location: Text,
    pub description: Text,
    pub openness: Open,
    pub locked: bool,
    /// Votes of others are hidden from those who have not voted.
    pub blind: bool,
    pub priority: Priority,
    pub main_annotation_type: Option<AnnotationTypeId>,
    pub tags: BTreeSet<Name>,
    pub created_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
}

/// Stored form of [`Openness`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Open {
    Private,
    Public,
    Collaborative,
}

impl From<Open> for Openness {
    fn from(open: Open) -> Self {
        match open {
            Open::Private => Self::Private,
            Open::Public => Self::Public,
            Open::Collaborative => Self::Collaborative,
        }
    }
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for ImageSet {
    const TYPE: &'static str = "image_set";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, stamp: Stamp) -> Result<Vec<Event>, Refusal> {
        match (self, command) {
            (Self::Unknown, Command::Create { team, name, location, description }) => {
                Ok(vec![Event::ImageSetCreated { team, name, location, description }])
            }
            (Self::Unknown, _) => Err(Refusal::Unknown),
            (Self::Known(set), command) => match set.deleted_at {
                Some(at) => restored(&command, at, stamp.at),
                None => set.decide(command).map(Vec::from_iter),
            },
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match (self, event) {
            (state, Event::ImageSetCreated { team, name, location, description }) => {
                let created = Details::created(*team, name, location, description, stamp);
                *state = Self::Known(Box::new(created));
            }
            (Self::Known(set), event) => set.apply(event, stamp),
            (Self::Unknown, _) => {}
        }
    }
}

/// All that can be done with a deleted set.
fn restored(command: &Command, deleted: Timestamp, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Restore if now - deleted > RESTORABLE => Err(Refusal::TooLateToRestore),
        Command::Restore => Ok(vec![Event::ImageSetRestored {}]),
        Command::Create { .. } => Err(Refusal::AlreadyCreated),
        _ => Err(Refusal::Deleted),
    }
}

impl Details {
    fn created(team: TeamId, name: &Name, location: &Text, description: &Text, stamp: Stamp) -> Self {
        Self {
            team: Some(team),
            creator: stamp.by,
            name: name.clone(),
            location: location.clone(),
            description: description.clone(),
            openness: Open::Private,
            locked: false,
            // As in ImageTagger, whose users look at the votes.
            blind: false,
            priority: Priority::Normal,
            main_annotation_type: None,
            tags: BTreeSet::new(),
            created_at: stamp.at,
            deleted_at: None,
        }
    }

    /// The set's tag that is the same name, as it was written first.
    fn tagged(&self, tag: &Name) -> Option<&Name> {
        let key = tag.key();
        self.tags.iter().find(|tag| tag.key() == key)
    }

    /// At most one fact follows; none when it is so already.
    fn decide(&self, command: Command) -> Result<Option<Event>, Refusal> {
        use Open::{Collaborative, Private};
        let unless = |already: bool, event: Event| Ok((!already).then_some(event));
        match command {
            Command::Rename { name } => unless(name == self.name, Event::ImageSetRenamed { name }),
            Command::Describe { location, description } => unless(
                (&location, &description) == (&self.location, &self.description),
                Event::ImageSetDescribed { location, description },
            ),
            Command::Withdraw
            | Command::CloseCollaboration
            | Command::UnlockImages
            | Command::HandOver { .. }
                if self.team.is_none() =>
            {
                Err(Refusal::Released)
            }
            Command::Publish => unless(self.openness != Private, Event::ImageSetPublished {}),
            Command::Withdraw => unless(self.openness == Private, Event::ImageSetWithdrawn {}),
            Command::OpenCollaboration if self.openness == Private => Err(Refusal::NotPublic),
            Command::OpenCollaboration => {
                unless(self.openness == Collaborative, Event::CollaborationOpened {})
            }
            Command::CloseCollaboration => {
                unless(self.openness != Collaborative, Event::CollaborationClosed {})
            }
            Command::LockImages => unless(self.locked, Event::ImagesLocked {}),
            Command::UnlockImages => unless(!self.locked, Event::ImagesUnlocked {}),
            Command::BlindVerification => unless(self.blind, Event::VerificationBlinded {}),
            Command::UnblindVerification => unless(!self.blind, Event::VerificationUnblinded {}),
            Command::SetPriority { priority } => {
                unless(priority == self.priority, Event::PrioritySet { priority })
            }
            Command::SetMainAnnotationType { annotation_type } => unless(
                annotation_type == self.main_annotation_type,
                Event::MainAnnotationTypeSet { annotation_type },
            ),
            Command::Tag { tag } if self.tagged(&tag).is_some() => Ok(None),
            Command::Tag { .. } if self.tags.len() >= MAX_TAGS => Err(Refusal::TooManyTags),
            Command::Tag { tag } => Ok(Some(Event::Tagged { tag })),
            Command::Untag { tag } => Ok(self.tagged(&tag).map(|tag| Event::Untagged { tag: tag.clone() })),
            Command::Release => unless(self.team.is_none(), Event::ImageSetReleased {}),
            Command::HandOver { team } => unless(self.team == Some(team), Event::ImageSetHandedOver { team }),
            Command::Delete => Ok(Some(Event::ImageSetDeleted {})),
            Command::Restore => Ok(None),
            Command::Create { .. } => Err(Refusal::AlreadyCreated),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match event {
            Event::ImageSetRenamed { name } => self.name.clone_from(name),
            Event::ImageSetDescribed { location, description } => {
                self.location.clone_from(location);
                self.description.clone_from(description);
            }
            Event::ImageSetPublished {} | Event::CollaborationClosed {} => self.openness = Open::Public,
            Event::ImageSetWithdrawn {} => self.openness = Open::Private,
            Event::CollaborationOpened {} => self.openness = Open::Collaborative,
            Event::ImagesLocked {} => self.locked = true,
            Event::ImagesUnlocked {} => self.locked = false,
            Event::VerificationBlinded {} => self.blind = true,
            Event::VerificationUnblinded {} => self.blind = false,
            Event::PrioritySet { priority } => self.priority = *priority,
            Event::MainAnnotationTypeSet { annotation_type } => self.main_annotation_type = *annotation_type,
            Event::Tagged { tag } => {
                self.tags.insert(tag.clone());
            }
            Event::Untagged { tag } => {
                self.tags.remove(tag);
            }
            Event::ImageSetReleased {} => {
                (self.team, self.openness, self.locked) = (None, Open::Collaborative, true);
            }
            Event::ImageSetHandedOver { team } => self.team = Some(*team),
            Event::ImageSetDeleted {} => self.deleted_at = Some(stamp.at),
            Event::ImageSetRestored {} => self.deleted_at = None,
            Event::ImageSetCreated { .. } => {}
        }
    }
}
