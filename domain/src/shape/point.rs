//! A point: a place in the image and nothing else.

use super::{
    Point, ShapeError, ShapeKind,
    form::{Form, Outline},
    nodes::{NodeCount, similar},
    wire::Fields,
};
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
