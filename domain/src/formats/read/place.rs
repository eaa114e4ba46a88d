//! Where a label of a file is; which shape that is, its annotation type says.

use crate::{Coordinate, Point, Shape, ShapeKind, coordinate::CoordinateError};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    NotInImage,
    /// Of the kind that the file names, if it names one.
    Nodes {
        kind: Option<ShapeKind>,
        nodes: Vec<Point>,
    },
    /// A box and, where there is exactly one, the outline in it.
    Region {
        min: Point,
        max: Point,
        outlines: Vec<Vec<Point>>,
    },
}

impl Place {
    /// As a shape of a kind; fails with a sentence for whoever wrote the file.
    pub fn shape(self, kind: ShapeKind) -> Result<Shape, String> {
        let nodes = match self {
            Self::NotInImage => return Ok(Shape::NotInImage),
            Self::Nodes { kind: Some(named), .. } if named != kind => {
                return Err(format!(
                    "the file has a {}, and the annotation type is drawn as a {}",
                    named.words(),
                    kind.words()
                ));
            }
            Self::Nodes { nodes, .. } => nodes,
            Self::Region { min, max, .. } if kind == ShapeKind::BoundingBox => vec![min, max],
            Self::Region { mut outlines, .. } if kind == ShapeKind::Polygon => match outlines.len() {
                1 => outlines.remove(0),
                0 => {
                    return Err(
                        "the file has no outline, and the annotation type is drawn as a polygon".to_owned()
                    );
                }
                parts => return Err(format!("the outline has {parts} parts; a polygon has one")),
            },
            Self::Region { .. } => {
                return Err(format!(
                    "the file has a region, and the annotation type is drawn as a {}",
                    kind.words()
                ));
            }
        };
        Shape::new(kind, nodes).map_err(|error| error.to_string())
    }
}

/// From pixels, to the nearest millionth.
pub(super) fn point(x: f64, y: f64) -> Result<Point, CoordinateError> {
    Ok(Point { x: Coordinate::nearest(x)?, y: Coordinate::nearest(y)? })
}

/// From `[x, y, x, y, …]`.
pub(super) fn points(numbers: &[f64]) -> Result<Vec<Point>, String> {
    if !numbers.len().is_multiple_of(2) {
        return Err("an x has no y".to_owned());
    }
    numbers.chunks_exact(2).map(|pair| point(pair[0], pair[1]).map_err(|error| error.to_string())).collect()
}
