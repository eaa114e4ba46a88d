//! What a fact does, in as few cases as the rules and the views tell apart.
//!
//! Facts are many, because they are said in the words of people; a label drawn, imported or copied is a new label all
//! the same. Here, and nowhere else, stands which facts are alike.

use std::collections::BTreeMap;

use super::{Added, Drawn, Event, Origin, Verdict};
use crate::{AccountId, AnnotationId, AnnotationTypeId, Shape};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect<'a> {
    Added(&'a Added),
    Described(&'a BTreeMap<String, String>),
    /// Whether the image is removed from here on, or put back.
    Removed(bool),
    Drawn(&'a Drawn, Origin),
    Revised(AnnotationId, Revision<'a>),
    Erased(AnnotationId),
    Restored(AnnotationId),
    VoteCast(AnnotationId, Verdict),
    VoteWithdrawn(AnnotationId),
    VotesReset(AnnotationId),
    VotesRestored(AnnotationId, &'a BTreeMap<AccountId, Verdict>),
}

/// What is different from this revision on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Revision<'a> {
    pub annotation_type: Option<AnnotationTypeId>,
    pub shape: Option<&'a Shape>,
    /// Blurred, concealed.
    pub flags: Option<(bool, bool)>,
}

impl Event {
    pub fn effect(&self) -> Effect<'_> {
        match self {
            Self::ImageAdded(added) => Effect::Added(added),
            Self::ImageDescribed { metadata } => Effect::Described(metadata),
            Self::ImageRemoved {} => Effect::Removed(true),
            Self::ImageRestored {} => Effect::Removed(false),
            Self::AnnotationDrawn(drawn) => Effect::Drawn(drawn, Origin::Hand),
            Self::AnnotationImported { transfer, line, drawn } => {
                Effect::Drawn(drawn, Origin::Import { transfer: *transfer, line: *line })
            }
            Self::AnnotationCopied { origin, origin_image, drawn } => {
                Effect::Drawn(drawn, Origin::Copy { annotation: *origin, image: *origin_image })
            }
            Self::AnnotationReshaped { annotation, shape } => {
                Effect::Revised(*annotation, Revision { shape: Some(shape), ..Revision::default() })
            }
            Self::AnnotationRetyped { annotation, annotation_type: of } => {
                Effect::Revised(*annotation, Revision { annotation_type: Some(*of), ..Revision::default() })
            }
            Self::AnnotationMarked { annotation, blurred, concealed } => Effect::Revised(
                *annotation,
                Revision { flags: Some((*blurred, *concealed)), ..Revision::default() },
            ),
            Self::AnnotationRevised { annotation, annotation_type, shape, blurred, concealed } => {
                let annotation_type = Some(*annotation_type);
                let flags = Some((*blurred, *concealed));
                Effect::Revised(*annotation, Revision { annotation_type, shape: Some(shape), flags })
            }
            Self::AnnotationErased { annotation } => Effect::Erased(*annotation),
            Self::AnnotationRestored { annotation } => Effect::Restored(*annotation),
            Self::VoteCast { annotation, verdict, .. } => Effect::VoteCast(*annotation, *verdict),
            Self::VoteWithdrawn { annotation, .. } => Effect::VoteWithdrawn(*annotation),
            Self::VotesReset { annotation, .. } => Effect::VotesReset(*annotation),
            Self::VotesRestored { annotation, votes, .. } => Effect::VotesRestored(*annotation, votes),
        }
    }

    /// The label that begins with this fact, and where it comes from.
    pub fn drawing(&self) -> Option<(&Drawn, Origin)> {
        match self.effect() {
            Effect::Drawn(drawn, origin) => Some((drawn, origin)),
            _ => None,
        }
    }

    /// The label a fact is about, if it is about one.
    pub fn annotation(&self) -> Option<AnnotationId> {
        match self.effect() {
            Effect::Added(_) | Effect::Described(_) | Effect::Removed(_) => None,
            Effect::Drawn(drawn, _) => Some(drawn.annotation),
            Effect::Revised(annotation, _)
            | Effect::Erased(annotation)
            | Effect::Restored(annotation)
            | Effect::VoteCast(annotation, _)
            | Effect::VoteWithdrawn(annotation)
            | Effect::VotesReset(annotation)
            | Effect::VotesRestored(annotation, _) => Some(annotation),
        }
    }
}
