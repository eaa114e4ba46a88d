//! Places in an image, and what shapes that are made of them have in common: how many, that they differ, their bounds.

use std::collections::HashSet;

use crate::Coordinate;

/// Pixels from the image's top-left corner: x to the right, y down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    pub x: Coordinate,
    pub y: Coordinate,
}

/// No shape may have more nodes.
pub const MAX_NODES: usize = 10_000;

/// Two labels of one type are similar when no coordinate differs by more than this.
const SIMILAR: Coordinate = Coordinate::px(5);

/// Most shapes have so few nodes that comparing them is quicker than hashing them.
const FEW_NODES: usize = 16;

/// Node counts that a shape itself allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeCount {
    pub min: usize,
    pub max: usize,
    pub words: &'static str,
}

impl Point {
    pub const fn px(x: i32, y: i32) -> Self {
        Self { x: Coordinate::px(x), y: Coordinate::px(y) }
    }
}

impl NodeCount {
    pub const fn exactly(count: usize, words: &'static str) -> Self {
        Self { min: count, max: count, words }
    }

    pub const fn at_least(min: usize, words: &'static str) -> Self {
        Self { min, max: MAX_NODES, words }
    }

    /// Whether there is something left for an annotation type to say.
    pub const fn is_open(self) -> bool {
        self.min < self.max
    }
}

pub(super) fn all_differ(nodes: &[Point]) -> bool {
    if nodes.len() <= FEW_NODES {
        return nodes.iter().enumerate().all(|(at, node)| !nodes[..at].contains(node));
    }
    let mut seen = HashSet::with_capacity(nodes.len());
    nodes.iter().all(|node| seen.insert(*node))
}

/// Smallest and largest corner of the box around nodes, of which there is at least one.
pub(crate) fn around(nodes: &[Point]) -> (Point, Point) {
    let first = nodes[0];
    nodes.iter().fold((first, first), |(min, max), node| {
        (
            Point { x: min.x.min(node.x), y: min.y.min(node.y) },
            Point { x: max.x.max(node.x), y: max.y.max(node.y) },
        )
    })
}

/// Node by node, in order.
pub(super) fn similar(ours: &[Point], theirs: &[Point]) -> bool {
    let near = |a: &Point, b: &Point| a.x.distance(b.x) <= SIMILAR && a.y.distance(b.y) <= SIMILAR;
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| near(a, b))
}

/// Whether all nodes lie on one line. No two nodes of a shape are equal, so the first two say which.
///
/// A polygon covers no area if and only if it is so: to come back over its own edges it would have to turn at a node twice.
pub(crate) fn are_in_line(nodes: &[Point]) -> bool {
    let [first, second, rest @ ..] = nodes else { return true };
    let from_first = |node: &Point| {
        let side = |a: Coordinate, b: Coordinate| i128::from(b.micro()) - i128::from(a.micro());
        (side(first.x, node.x), side(first.y, node.y))
    };
    let (dx, dy) = from_first(second);
    rest.iter().map(from_first).all(|(x, y)| dx * y == dy * x)
}
