//! Why something is no shape, in words fit for the person who drew it.

use super::{MAX_NODES, ShapeKind};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    #[error("a {} has {expected}, not {found} points", kind.words())]
    NodeCount { kind: ShapeKind, expected: &'static str, found: usize },
    #[error("a shape may have at most {MAX_NODES} points, not {0}")]
    TooManyNodes(usize),
    #[error("a bounding box needs its top-left point first and at least one pixel of width and height")]
    Degenerate,
    #[error("no two points of a shape may be equal")]
    EqualNodes,
    #[error("{0}")]
    Coordinate(#[from] crate::coordinate::CoordinateError),
    #[error("kind must be {} or not_in_image", kinds())]
    UnknownKind,
    #[error("not_in_image has no points")]
    PointsOfNothing,
    #[error("points are missing")]
    NoPoints,
}

fn kinds() -> String {
    ShapeKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ")
}
