//! A bounding box: the upright rectangle around a thing. Most labels are boxes, so one needs no memory of its own.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, similar},
    wire::Fields,
};
use crate::Coordinate;

/// Its top-left and its bottom-right corner, at least a pixel apart in width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoundingBox([Point; 2]);

impl BoundingBox {
    pub const fn min(&self) -> Point {
        self.0[0]
    }

    pub const fn max(&self) -> Point {
        self.0[1]
    }
}

impl Form for BoundingBox {
    const KIND: ShapeKind = ShapeKind::BoundingBox;
    const WORDS: &'static str = "bounding box";
    const POINTS: &'static str = "has its top-left and bottom-right corner";
    const NODES: NodeCount = NodeCount::exactly(2, "2");

    fn read(fields: Fields) -> Result<Self, ShapeError> {
        let corners @ [min, max] = fields.array::<Self, 2>()?;
        let side = |from: Coordinate, to: Coordinate| to.micro() - from.micro() >= Coordinate::px(1).micro();
        if side(min.x, max.x) && side(min.y, max.y) { Ok(Self(corners)) } else { Err(ShapeError::Degenerate) }
    }

    fn nodes(&self) -> &[Point] {
        &self.0
    }

    fn bounds(&self) -> (Point, Point) {
        (self.min(), self.max())
    }

    fn is_similar(&self, other: &Self) -> bool {
        similar(&self.0, &other.0)
    }

    fn outline(&self) -> Outline<'_> {
        Outline::Rectangle { min: self.min(), max: self.max() }
    }
}
