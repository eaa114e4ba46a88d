//! *Not in image*: the thing is nowhere in the image. A label without a shape.

use super::{Shape, ShapeError};

pub(super) const CODE: &str = "not_in_image";

pub(super) const WORDS: &str = "not in image";

impl Shape {
    /// From what stands beside `kind`, which must be nothing.
    pub(super) const fn nowhere(has_points: bool) -> Result<Self, ShapeError> {
        if has_points { Err(ShapeError::PointsOfNothing) } else { Ok(Self::NotInImage) }
    }
}
