//! A polygon: the outline of a thing, which may cross itself.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, around, similar, square_pixels},
    wire::Fields,
};
use crate::Coordinate;

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

    /// By the shoelace formula.
    fn area(&self) -> Coordinate {
        let micro = |c: Coordinate| i128::from(c.micro());
        let after = self.0.iter().cycle().skip(1);
        let cross = |(a, b): (&Point, &Point)| micro(a.x) * micro(b.y) - micro(b.x) * micro(a.y);
        let twice: i128 = self.0.iter().zip(after).map(cross).sum();
        square_pixels(twice.abs() / 2)
    }

    fn is_similar(&self, other: &Self) -> bool {
        similar(&self.0, &other.0)
    }

    fn outline(&self) -> Outline<'_> {
        Outline::Closed(&self.0)
    }
}
