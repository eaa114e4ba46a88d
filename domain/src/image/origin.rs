//! Where a label comes from: each origin has its own stored fact, and decides what drawing says about its author.
//!
//! A new origin (a model's proposal, with its model and score) is a variant here, a variant of `Event` beside
//! `AnnotationImported` and its arm in `effect.rs`. The compiler names what else must have words for it.

use serde::Serialize;

use super::{Drawn, Event};
use crate::{AnnotationId, ImageId, TransferId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Origin {
    Hand,
    /// A line of a file that was read.
    Import {
        transfer: TransferId,
        line: u64,
    },
    /// A label of another image.
    Copy {
        annotation: AnnotationId,
        image: ImageId,
    },
}

impl Origin {
    /// Whether whoever writes the label down accepts it by that: nobody has to judge his own label.
    pub const fn counts_as_accept(self) -> bool {
        match self {
            Self::Hand | Self::Import { .. } | Self::Copy { .. } => true,
        }
    }

    /// Whether a person spent time on this one label, so that the time can be measured.
    pub const fn is_gesture(self) -> bool {
        match self {
            Self::Hand | Self::Copy { .. } => true,
            Self::Import { .. } => false,
        }
    }

    /// The fact that a label of this origin begins with.
    pub(super) fn fact(self, drawn: Drawn) -> Event {
        match self {
            Self::Hand => Event::AnnotationDrawn(drawn),
            Self::Import { transfer, line } => Event::AnnotationImported { transfer, line, drawn },
            Self::Copy { annotation, image } => {
                Event::AnnotationCopied { origin: annotation, origin_image: image, drawn }
            }
        }
    }
}
