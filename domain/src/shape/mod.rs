//! The five shapes, and *not in image*.

mod frame;
mod wire;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

pub use self::frame::Frame;
use crate::Coordinate;

/// No shape may have more nodes.
pub const MAX_NODES: usize = 10_000;

/// Two labels of one type are similar when no coordinate differs by more than this.
const SIMILAR: Coordinate = Coordinate::px(5);

/// Pixels from the image's top-left corner: x to the right, y down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    pub x: Coordinate,
    pub y: Coordinate,
}

/// What an annotation type asks for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ShapeKind {
    BoundingBox,
    Point,
    Line,
    MultiLine,
    Polygon,
}

/// What an annotation says: where the thing is, or that it is not in the image.
///
/// On the wire and in the log: `{"kind":"bounding_box","points":[[x1,y1],[x2,y2]]}` and
/// `{"kind":"not_in_image"}`. Every value of this type obeys the rules of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "wire::Object")]
pub enum Shape {
    NotInImage,
    Drawn { kind: ShapeKind, nodes: Vec<Point> },
}

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
    #[error("kind must be bounding_box, point, line, multi_line, polygon or not_in_image")]
    UnknownKind,
    #[error("not_in_image has no points")]
    PointsOfNothing,
    #[error("points are missing")]
    NoPoints,
}

impl ShapeKind {
    pub const ALL: [Self; 5] = [Self::BoundingBox, Self::Point, Self::Line, Self::MultiLine, Self::Polygon];

    /// Stable name for programs.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// As people say it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::BoundingBox => "bounding box",
            Self::Point => "point",
            Self::Line => "line",
            Self::MultiLine => "multi-line",
            Self::Polygon => "polygon",
        }
    }

    /// Node counts the kind itself allows.
    const fn node_count(self) -> (usize, usize, &'static str) {
        match self {
            Self::BoundingBox | Self::Line => (2, 2, "2"),
            Self::Point => (1, 1, "1"),
            Self::MultiLine => (2, MAX_NODES, "2 or more"),
            Self::Polygon => (3, MAX_NODES, "3 or more"),
        }
    }

    /// Whether a type of this kind may fix another node count than the kind's own.
    pub const fn takes_node_count(self) -> bool {
        matches!(self, Self::MultiLine | Self::Polygon)
    }

    /// Fewest nodes a shape of this kind can have.
    pub const fn min_nodes(self) -> usize {
        self.node_count().0
    }
}

impl Shape {
    /// Checks everything that does not depend on the image or the annotation type.
    pub fn new(kind: ShapeKind, nodes: Vec<Point>) -> Result<Self, ShapeError> {
        let (min, max, expected) = kind.node_count();
        if nodes.len() > MAX_NODES {
            return Err(ShapeError::TooManyNodes(nodes.len()));
        }
        if nodes.len() < min || nodes.len() > max {
            return Err(ShapeError::NodeCount { kind, expected, found: nodes.len() });
        }
        if kind == ShapeKind::BoundingBox && !is_box(nodes[0], nodes[1]) {
            return Err(ShapeError::Degenerate);
        }
        if !all_differ(&nodes) {
            return Err(ShapeError::EqualNodes);
        }
        Ok(Self::Drawn { kind, nodes })
    }

    /// From `[[x, y], …]` in pixels, which must be representable exactly.
    pub fn from_pixels(kind: ShapeKind, nodes: &[[f64; 2]]) -> Result<Self, ShapeError> {
        let node = |[x, y]: &[f64; 2]| Ok(Point { x: Coordinate::parse(*x)?, y: Coordinate::parse(*y)? });
        Self::new(kind, nodes.iter().map(node).collect::<Result<_, ShapeError>>()?)
    }

    /// `None` for *not in image*.
    pub const fn kind(&self) -> Option<ShapeKind> {
        match self {
            Self::NotInImage => None,
            Self::Drawn { kind, .. } => Some(*kind),
        }
    }

    /// Empty for *not in image*; a bounding box has its top-left and its bottom-right corner.
    pub fn nodes(&self) -> &[Point] {
        match self {
            Self::NotInImage => &[],
            Self::Drawn { nodes, .. } => nodes,
        }
    }

    /// Smallest and largest corner of the box around the shape.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let first = *self.nodes().first()?;
        Some(self.nodes().iter().fold((first, first), |(min, max), node| {
            (
                Point { x: min.x.min(node.x), y: min.y.min(node.y) },
                Point { x: max.x.max(node.x), y: max.y.max(node.y) },
            )
        }))
    }

    /// Whether a second label like this one would say the same thing.
    ///
    /// Order matters, as in ImageTagger: a line drawn backwards is another line.
    pub fn is_similar(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotInImage, Self::NotInImage) => true,
            (Self::Drawn { kind: a, nodes: ours }, Self::Drawn { kind: b, nodes: theirs }) => {
                a == b && ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| near(*a, *b))
            }
            _ => false,
        }
    }
}

impl Point {
    pub const fn px(x: i32, y: i32) -> Self {
        Self { x: Coordinate::px(x), y: Coordinate::px(y) }
    }
}

fn is_box(min: Point, max: Point) -> bool {
    let side = |a: Coordinate, b: Coordinate| b.micro() - a.micro() >= Coordinate::px(1).micro();
    side(min.x, max.x) && side(min.y, max.y)
}

/// Most shapes have so few nodes that comparing them is quicker than hashing them.
const FEW_NODES: usize = 16;

fn all_differ(nodes: &[Point]) -> bool {
    if nodes.len() <= FEW_NODES {
        return nodes.iter().enumerate().all(|(at, node)| !nodes[..at].contains(node));
    }
    let mut seen = HashSet::with_capacity(nodes.len());
    nodes.iter().all(|node| seen.insert(*node))
}

fn near(a: Point, b: Point) -> bool {
    a.x.distance(b.x) <= SIMILAR && a.y.distance(b.y) <= SIMILAR
}
