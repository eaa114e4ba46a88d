//! A polygon: the outline of a thing, which may cross itself.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, are_in_line, around, similar},
    wire::Fields,
};

/// Its nodes; the last is joined to the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polygon(Vec<Point>);

impl Form for Polygon {
    const KIND: ShapeKind = ShapeKind::Polygon;
    const WORDS: &'static str = "polygon";
    const POINTS: &'static str = "three or more";
    const NODES: NodeCount = NodeCount::at_least(3, "3 or more");

    fn read(fields: Fields) -> Result<Self, ShapeError> {
        fields.nodes::<Self>().map(Self)
    }

    fn nodes(&self) -> &[Point] {
        &self.0
    }

    fn bounds(&self) -> (Point, Point) {
        around(&self.0)
    }

    fn is_flat(&self) -> bool {
        are_in_line(&self.0)
    }

    fn is_similar(&self, other: &Self) -> bool {
        similar(&self.0, &other.0)
    }

    fn outline(&self) -> Outline<'_> {
        Outline::Closed(&self.0)
    }
}
