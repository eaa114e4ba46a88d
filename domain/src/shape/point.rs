//! A place in the image, and the shape that is nothing else.

use super::{
    ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, similar},
    wire::Fields,
};
use crate::Coordinate;

/// Pixels from the image's top-left corner: x to the right, y down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    pub x: Coordinate,
    pub y: Coordinate,
}

impl Point {
    pub const fn px(x: i32, y: i32) -> Self {
        Self { x: Coordinate::px(x), y: Coordinate::px(y) }
    }
}

impl Form for Point {
    const KIND: ShapeKind = ShapeKind::Point;
    const WORDS: &'static str = "point";
    const POINTS: &'static str = "one point";
    const NODES: NodeCount = NodeCount::exactly(1, "1");
    const ON_FAR_EDGE: bool = false;

    fn read(fields: Fields) -> Result<Self, ShapeError> {
        fields.array::<Self, 1>().map(|[point]| point)
    }

    fn nodes(&self) -> &[Point] {
        std::slice::from_ref(self)
    }

    fn bounds(&self) -> (Point, Point) {
        (*self, *self)
    }

    fn is_similar(&self, other: &Self) -> bool {
        similar(self.nodes(), other.nodes())
    }

    fn outline(&self) -> Outline<'_> {
        Outline::Dot(*self)
    }
}
