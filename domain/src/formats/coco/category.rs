//! Annotation types as COCO has them.

use serde::Serialize;

use crate::{
    ShapeKind,
    formats::{LabelledType, Loss},
};

/// How labels of a type are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    Box,
    Polygon,
    /// So many, joined in order.
    Keypoints(usize),
}

/// A type's id, and how its labels are written, or why they are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Category {
    /// Never 0, which other programs take for the background.
    pub id: u64,
    pub carried: Result<Carried, Loss>,
}

#[derive(Serialize)]
pub(super) struct CategoryRow<'a> {
    id: u64,
    name: &'a str,
    supercategory: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    keypoints: Option<Vec<String>>,
    /// Pairs of keypoints, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    skeleton: Option<Vec<[usize; 2]>>,
}

impl Category {
    pub(super) fn of(kind: &LabelledType) -> Self {
        let carried = match (kind.shape, kind.node_count) {
            (ShapeKind::BoundingBox, _) => Ok(Carried::Box),
            (ShapeKind::Polygon, _) => Ok(Carried::Polygon),
            (ShapeKind::Point, _) => Ok(Carried::Keypoints(1)),
            (ShapeKind::Line, _) => Ok(Carried::Keypoints(2)),
            (ShapeKind::MultiLine, Some(count)) => Ok(Carried::Keypoints(count.into())),
            (ShapeKind::MultiLine, None) => Err(Loss::NodeCount),
        };
        Self { id: u64::from(kind.number) + 1, carried }
    }
}

impl<'a> CategoryRow<'a> {
    pub(super) fn new(id: u64, name: &'a str, carried: Carried) -> Self {
        let keypoints = match carried {
            Carried::Box | Carried::Polygon => None,
            Carried::Keypoints(1) => Some(vec![name.to_owned()]),
            Carried::Keypoints(2) => Some(vec!["start".to_owned(), "end".to_owned()]),
            Carried::Keypoints(count) => Some((1..=count).map(|number| number.to_string()).collect()),
        };
        let skeleton =
            keypoints.as_ref().map(|names| (1..names.len()).map(|from| [from, from + 1]).collect());
        Self { id, name, supercategory: "", keypoints, skeleton }
    }
}
