//! The rectangle a shape must stay in.

use serde::{Deserialize, Serialize};

use super::Shape;
use crate::Coordinate;

/// Size of an image in pixels, after its EXIF orientation was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
}

impl Frame {
    /// Whether the shape lies inside. Edges are continuous, so a node may lie on the far edge;
    /// a lone point may not, because no pixel is there.
    pub fn holds(self, shape: &Shape) -> bool {
        let (Some(kind), Some((min, max))) = (shape.kind(), shape.bounds()) else { return true };
        let edge = |side: u32| Coordinate::from_micro(i64::from(side) * 1_000_000);
        let (width, height) = (edge(self.width), edge(self.height));
        let inside =
            min.x >= Coordinate::ZERO && min.y >= Coordinate::ZERO && max.x <= width && max.y <= height;
        inside && (kind.may_lie_on_far_edge() || (max.x != width && max.y != height))
    }
}

impl std::fmt::Display for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} x {}", self.width, self.height)
    }
}
