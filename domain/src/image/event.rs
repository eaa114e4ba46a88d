//! What can happen to an image and its labels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ImageName, ImagePath};
use crate::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, DomainEvent, Frame, ImageId, ImageSetId, Shape,
    TransferId,
};

/// Variants are stored: add, never edit. Who and when stand in the envelope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    ImageAdded(Added),
    ImageDescribed {
        metadata: BTreeMap<String, String>,
    },
    ImageRemoved {},
    ImageRestored {},
    AnnotationDrawn(Drawn),
    /// Read from a label file.
    AnnotationImported {
        transfer: TransferId,
        line: u64,
        drawn: Drawn,
    },
    /// Copied from a label of another image.
    AnnotationCopied {
        origin: AnnotationId,
        origin_image: ImageId,
        drawn: Drawn,
    },
    AnnotationReshaped {
        annotation: AnnotationId,
        shape: Shape,
    },
    AnnotationRetyped {
        annotation: AnnotationId,
        annotation_type: AnnotationTypeId,
    },
    AnnotationMarked {
        annotation: AnnotationId,
        blurred: bool,
        concealed: bool,
    },
    /// Several of these at once: what the label is from here on.
    AnnotationRevised {
        annotation: AnnotationId,
        annotation_type: AnnotationTypeId,
        shape: Shape,
        blurred: bool,
        concealed: bool,
    },
    AnnotationErased {
        annotation: AnnotationId,
    },
    AnnotationRestored {
        annotation: AnnotationId,
    },
    VoteCast {
        annotation: AnnotationId,
        revision: u32,
        verdict: Verdict,
    },
    VoteWithdrawn {
        annotation: AnnotationId,
        revision: u32,
    },
    /// Every vote on the revision ended, but that of whoever made it.
    VotesReset {
        annotation: AnnotationId,
        revision: u32,
    },
    /// A reset was undone: these votes hold again.
    VotesRestored {
        annotation: AnnotationId,
        revision: u32,
        votes: BTreeMap<AccountId, Verdict>,
    },
}

/// A picture that was uploaded; sizes in pixels, after its EXIF orientation was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub image_set: ImageSetId,
    pub name: ImageName,
    /// Where it lay in its archive or folder.
    #[serde(default, skip_serializing_if = "ImagePath::is_empty")]
    pub path: ImagePath,
    /// SHA-256 of the uploaded bytes, which is also where they are kept.
    pub digest: Digest,
    pub media_type: String,
    pub bytes: u64,
    #[serde(flatten)]
    pub frame: Frame,
}

/// A label as it was first written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub annotation: AnnotationId,
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blurred: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub concealed: bool,
    /// The four clicks on the outermost points of the thing, when the box was made of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extreme_points: Option<Box<[[crate::Coordinate; 2]; 4]>>,
}

/// What somebody thinks of a label.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    Accept,
    Reject,
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}
