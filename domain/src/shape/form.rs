//! What every shape says of itself. Code that takes any shape asks this and nothing else.

use super::{
    ShapeError, ShapeKind,
    nodes::{MAX_NODES, NodeCount, Point, all_differ},
    wire::{Fields, Written},
};
/// A value of a type with this trait obeys the rules of its shape.
pub trait Form: Sized {
    const KIND: ShapeKind;

    /// As people say it.
    const WORDS: &'static str;

    /// What its points are, for programs, such as "two or more".
    const POINTS: &'static str;

    /// How many nodes it has; `NodeCount::NONE` for a shape that is not made of nodes.
    const NODES: NodeCount;

    /// Whether all of it may lie on the right or lower edge of an image, where no pixel is.
    const ON_FAR_EDGE: bool = true;

    /// From the fields that stand beside `kind`.
    fn read(fields: Fields) -> Result<Self, ShapeError>;

    /// As it was read. A shape with fields of its own says here what they are.
    fn write(&self) -> Written<'_> {
        Written { points: Some(self.nodes()), ..Written::of(Self::KIND) }
    }

    fn nodes(&self) -> &[Point] {
        &[]
    }

    /// Smallest and largest corner of the box around it.
    fn bounds(&self) -> (Point, Point);

    /// Whether it is a shape that covers an area, and this one covers none. Whatever measures areas cannot use it.
    fn is_flat(&self) -> bool {
        false
    }

    /// Whether nobody could tell it from the other.
    fn is_similar(&self, other: &Self) -> bool;

    fn outline(&self) -> Outline<'_>;
}

/// What is to be drawn, in the few words that every way of drawing knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline<'a> {
    Rectangle {
        min: Point,
        max: Point,
    },
    /// A point has no size; whoever draws it gives it one.
    Dot(Point),
    /// From the first node to the last.
    Open(&'a [Point]),
    /// And back to the first.
    Closed(&'a [Point]),
}

impl Fields {
    /// As many nodes as the shape may have, no two of them equal.
    pub(super) fn nodes<F: Form>(self) -> Result<Vec<Point>, ShapeError> {
        let nodes = self.counted::<F>()?;
        if all_differ(&nodes) { Ok(nodes) } else { Err(ShapeError::EqualNodes) }
    }

    /// Exactly so many nodes, of which two may be equal.
    pub(super) fn array<F: Form, const N: usize>(self) -> Result<[Point; N], ShapeError> {
        self.counted::<F>()?.try_into().map_err(|nodes: Vec<Point>| wrong_count::<F>(&nodes))
    }

    fn counted<F: Form>(self) -> Result<Vec<Point>, ShapeError> {
        let nodes = self.points.ok_or(ShapeError::NoPoints)?;
        if nodes.len() > MAX_NODES {
            return Err(ShapeError::TooManyNodes(nodes.len()));
        }
        let fits = (F::NODES.min..=F::NODES.max).contains(&nodes.len());
        if fits { Ok(nodes) } else { Err(wrong_count::<F>(&nodes)) }
    }
}

const fn wrong_count<F: Form>(nodes: &[Point]) -> ShapeError {
    ShapeError::NodeCount { kind: F::KIND, expected: F::NODES.words, found: nodes.len() }
}
