//! Why a command on an image or a label is refused.

use uuid::Uuid;

use crate::{AnnotationId, Class, Frame, Refuse, annotation_type::Misfit};

/// Why a command was turned down, in words fit for the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such image")]
    Unknown,
    #[error("this image already exists")]
    AlreadyAdded,
    #[error("this image was removed")]
    Removed,
    #[error("there is no such annotation")]
    NoSuchAnnotation,
    #[error("this annotation already exists")]
    AlreadyDrawn,
    #[error("this annotation was deleted")]
    Erased,
    #[error("similar annotation exists")]
    Similar { to: AnnotationId },
    #[error("a label says the opposite: the thing is both in the image and not in it")]
    Contradicts { to: AnnotationId },
    #[error("somebody changed this annotation: it is at revision {current}, you saw revision {seen}")]
    Stale { annotation: AnnotationId, seen: u32, current: u32 },
    #[error("the shape reaches outside the {0} image")]
    OutsideImage(Frame),
    #[error("the points of this polygon lie on one line, so it covers no area")]
    NoArea,
    #[error("extreme points go with a bounding box, and it must be the box around the four of them")]
    ExtremePoints,
    #[error("{0}")]
    Misfit(#[from] Misfit),
}

impl Refuse for Refusal {
    fn class(&self) -> Class {
        match self {
            Self::Unknown | Self::Removed | Self::NoSuchAnnotation | Self::Erased => Class::Missing,
            Self::AlreadyAdded
            | Self::AlreadyDrawn
            | Self::Similar { .. }
            | Self::Contradicts { .. }
            | Self::Stale { .. } => Class::Conflict,
            Self::OutsideImage(_) | Self::NoArea | Self::ExtremePoints | Self::Misfit(_) => Class::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown | Self::Removed | Self::NoSuchAnnotation => "not_found",
            Self::AlreadyAdded | Self::AlreadyDrawn => "exists",
            Self::Erased => "erased",
            Self::Similar { .. } => "similar_annotation",
            Self::Contradicts { .. } => "contradicting_annotation",
            Self::Stale { .. } => "stale_revision",
            Self::OutsideImage(_) => "outside_image",
            Self::NoArea => "no_area",
            Self::ExtremePoints => "extreme_points",
            Self::Misfit(Misfit::Inactive) => "inactive_annotation_type",
            Self::Misfit(Misfit::OtherShape(_)) => "other_shape",
            Self::Misfit(Misfit::NodeCount(_)) => "node_count",
            Self::Misfit(Misfit::Blurred | Misfit::Concealed | Misfit::FlagsOfNothing) => "flags_not_allowed",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::OutsideImage(_)
            | Self::NoArea
            | Self::Misfit(Misfit::OtherShape(_) | Misfit::NodeCount(_)) => Some("shape"),
            Self::ExtremePoints => Some("extreme_points"),
            Self::Misfit(Misfit::Inactive) => Some("annotation_type"),
            Self::Misfit(Misfit::Blurred | Misfit::FlagsOfNothing) => Some("blurred"),
            Self::Misfit(Misfit::Concealed) => Some("concealed"),
            _ => None,
        }
    }

    fn subject(&self) -> Option<Uuid> {
        match self {
            Self::Similar { to } | Self::Contradicts { to } => Some(to.uuid()),
            Self::Stale { annotation, .. } => Some(annotation.uuid()),
            _ => None,
        }
    }
}
