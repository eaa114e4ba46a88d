//! A multi-line: straight pieces, each from where the one before it ends.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, around, similar},
    wire::Fields,
};

/// Its nodes, from one end to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultiLine(Vec<Point>);

impl Form for MultiLine {
    const KIND: ShapeKind = ShapeKind::MultiLine;
    const WORDS: &'static str = "multi-line";
    const POINTS: &'static str = "two or more";
    const NODES: NodeCount = NodeCount::at_least(2, "2 or more");

    fn read(fields: Fields) -> Result<Self, ShapeError> {
        fields.nodes::<Self>().map(Self)
    }

    fn nodes(&self) -> &[Point] {
        &self.0
    }

    fn bounds(&self) -> (Point, Point) {
        around(&self.0)
    }

    fn is_similar(&self, other: &Self) -> bool {
        similar(&self.0, &other.0)
    }

    fn outline(&self) -> Outline<'_> {
        Outline::Open(&self.0)
    }
}
