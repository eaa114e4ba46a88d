//! A picture, the labels on it, and what people think of them.
//!
//! One stream holds all three, so that "no similar label", "one vote per person and revision" and
//! "nobody edits what he has not seen" are invariants, not races.

mod annotation;
mod command;
mod effect;
mod event;
mod file_name;
mod origin;
mod refusal;
mod undo;
mod votes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    annotation::{Annotation, Vote},
    command::{Change, Command, Draft},
    effect::{Effect, Revision},
    event::{Added, Drawn, Event, Verdict},
    file_name::{ImageName, ImagePath, PathError},
    origin::Origin,
    refusal::Refusal,
    undo::{Left, Plan, Step, Undoing, Whose, undo},
};
use crate::{AnnotationId, Decider, Frame, ImageSetId, Stamp};

/// Remembers what a rule or the image's own rows need.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub enum Image {
    #[default]
    Unknown,
    Known(Box<Picture>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub image_set: ImageSetId,
    pub frame: Frame,
    pub metadata: BTreeMap<String, String>,
    pub removed: bool,
    /// Erased ones too: they can be restored.
    pub annotations: BTreeMap<AnnotationId, Annotation>,
}

impl Image {
    /// The image, unless it was never added.
    pub fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Unknown => None,
            Self::Known(picture) => Some(picture),
        }
    }

    /// Whether a label would be drawn, and if not, why not.
    pub fn judge(&self, draft: Draft) -> Result<(), Refusal> {
        match self {
            Self::Unknown => Err(Refusal::Unknown),
            Self::Known(image) if image.removed => Err(Refusal::Removed),
            Self::Known(image) => image.draw(draft).map(drop),
        }
    }

    /// A label that was ever drawn on it.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.picture()?.annotations.get(&id)
    }
}

impl Decider for Image {
    const TYPE: &'static str = "image";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, Stamp { by, .. }: Stamp) -> Result<Vec<Event>, Refusal> {
        use Command as C;
        match (self, command) {
            (Self::Unknown, C::Add(added)) => Ok(vec![Event::ImageAdded(added)]),
            (Self::Unknown, _) => Err(Refusal::Unknown),
            (Self::Known(_), C::Add(_)) => Err(Refusal::AlreadyAdded),
            (Self::Known(image), C::Restore) if !image.removed => Ok(vec![]),
            (Self::Known(_), C::Restore) => Ok(vec![Event::ImageRestored {}]),
            (Self::Known(image), _) if image.removed => Err(Refusal::Removed),
            (Self::Known(_), C::Remove) => Ok(vec![Event::ImageRemoved {}]),
            (Self::Known(image), C::Describe { metadata }) if image.metadata == metadata => Ok(vec![]),
            (Self::Known(_), C::Describe { metadata }) => Ok(vec![Event::ImageDescribed { metadata }]),
            (Self::Known(image), C::Draw(draft)) => image.draw(draft),
            (Self::Known(image), C::DrawAll(drafts)) => Ok(image.draw_all(drafts, by)),
            (Self::Known(image), C::Change { annotation, revision, change }) => {
                image.change(annotation, revision, change)
            }
            (Self::Known(image), C::Erase { annotation, revision }) => {
                image.live(annotation, revision)?;
                Ok(vec![Event::AnnotationErased { annotation }])
            }
            (Self::Known(image), C::RestoreAnnotation { annotation }) => image.restore_annotation(annotation),
            (Self::Known(image), C::Vote { annotation, revision, verdict }) => {
                let old = image.live(annotation, revision)?.votes.get(&by);
                let new = Event::VoteCast { annotation, revision, verdict };
                Ok(if old == Some(&verdict) { vec![] } else { vec![new] })
            }
            (Self::Known(image), C::WithdrawVote { annotation, revision }) => {
                let cast = image.live(annotation, revision)?.votes.contains_key(&by);
                Ok(if cast { vec![Event::VoteWithdrawn { annotation, revision }] } else { vec![] })
            }
            (Self::Known(image), C::ResetVotes { annotation, revision }) => {
                image.reset_votes(annotation, revision)
            }
            (Self::Known(image), C::RestoreVotes { annotation, revision }) => {
                image.restore_votes(annotation, revision)
            }
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match (self, event) {
            (state, Event::ImageAdded(added)) => *state = Self::Known(Box::new(Picture::added(added))),
            (Self::Known(image), event) => image.apply(event, stamp.by),
            (Self::Unknown, _) => {}
        }
    }
}
