//! How far two shapes lie over one another.

use domain::{Coordinate, Shape};

/// Of the boxes around the shapes; `None` unless both have an area.
pub(super) fn iou_of_bounds(a: &Shape, b: &Shape) -> Option<f64> {
    let ((a_min, a_max), (b_min, b_max)) = (a.bounds()?, b.bounds()?);
    let side = |from: Coordinate, to: Coordinate| (to.pixels() - from.pixels()).max(0.0);
    let area = |width: f64, height: f64| width * height;
    let (ours, theirs) = (
        area(side(a_min.x, a_max.x), side(a_min.y, a_max.y)),
        area(side(b_min.x, b_max.x), side(b_min.y, b_max.y)),
    );
    let both = area(
        side(a_min.x.max(b_min.x), a_max.x.min(b_max.x)),
        side(a_min.y.max(b_min.y), a_max.y.min(b_max.y)),
    );
    (ours > 0.0 && theirs > 0.0).then(|| both / (ours + theirs - both))
}

#[cfg(test)]
mod tests {
    use domain::ShapeKind::{BoundingBox, Point};

    use super::*;

    fn shape(kind: domain::ShapeKind, nodes: &[[f64; 2]]) -> Shape {
        Shape::from_pixels(kind, nodes).unwrap()
    }

    #[test]
    fn boxes_overlap_by_what_they_share() {
        let old = shape(BoundingBox, &[[0.0, 0.0], [10.0, 10.0]]);
        let iou = |nodes| iou_of_bounds(&old, &shape(BoundingBox, nodes)).unwrap();
        assert!((iou(&[[0.0, 0.0], [10.0, 10.0]]) - 1.0).abs() < 1e-12);
        assert!((iou(&[[5.0, 0.0], [15.0, 10.0]]) - 1.0 / 3.0).abs() < 1e-12);
        assert!(iou(&[[20.0, 20.0], [30.0, 30.0]]).abs() < 1e-12);
    }

    #[test]
    fn what_has_no_area_overlaps_nothing() {
        let (old, point) = (shape(BoundingBox, &[[0.0, 0.0], [10.0, 10.0]]), shape(Point, &[[3.0, 3.0]]));
        assert_eq!(iou_of_bounds(&old, &point), None);
        assert_eq!(iou_of_bounds(&old, &Shape::NotInImage), None);
    }
}
