//! A line: straight, from one end to the other.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, around, similar},
    wire::Fields,
};

/// Its two ends, which differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line([Point; 2]);

impl Form for Line {
    const KIND: ShapeKind = ShapeKind::Line;
    const WORDS: &'static str = "line";
    const POINTS: &'static str = "two";
    const NODES: NodeCount = NodeCount::exactly(2, "2");

    fn read(fields: Fields) -> Result<Self, ShapeError> {
        let ends = fields.array::<Self, 2>()?;
        if ends[0] == ends[1] { Err(ShapeError::EqualNodes) } else { Ok(Self(ends)) }
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
