//! *Not in image*: the thing is nowhere in the image. A label without a shape.

use super::{
    Shape, ShapeError,
    wire::{Fields, Written},
};

pub(super) const CODE: &str = "not_in_image";

pub(super) const WORDS: &str = "not in image";

impl Shape {
    pub(super) fn read_nothing(fields: &Fields) -> Result<Self, ShapeError> {
        match fields.points {
            None => Ok(Self::NotInImage),
            Some(_) => Err(ShapeError::PointsOfNothing),
        }
    }
}

impl Written<'_> {
    pub(super) const NOTHING: Self = Self { kind: CODE, points: None };
}
