//! What may be drawn at all, how it is written down, and when two shapes say the same.

mod similar;
mod wire;

use super::{Frame, MAX_NODES, Shape, ShapeError, ShapeKind};
use crate::coordinate::CoordinateError;

use ShapeKind::{BoundingBox, Line, MultiLine, Point as Dot, Polygon};

fn shape(kind: ShapeKind, nodes: &[[f64; 2]]) -> Shape {
    Shape::from_pixels(kind, nodes).unwrap()
}

#[track_caller]
fn refused(kind: ShapeKind, nodes: &[[f64; 2]], expected: &ShapeError) {
    assert_eq!(&Shape::from_pixels(kind, nodes).unwrap_err(), expected);
}

fn wrong_count(kind: ShapeKind, expected: &'static str, found: usize) -> ShapeError {
    ShapeError::NodeCount { kind, expected, found }
}

/// A saw of so many points, no two of them equal.
fn many(count: u32) -> Vec<[f64; 2]> {
    (0..count).map(|n| [f64::from(n), f64::from(n % 97)]).collect()
}

#[test]
fn every_kind_has_its_number_of_points() {
    let nodes = [[1., 1.], [10., 10.], [20., 5.]];
    refused(BoundingBox, &nodes[..1], &wrong_count(BoundingBox, "2", 1));
    refused(BoundingBox, &nodes, &wrong_count(BoundingBox, "2", 3));
    refused(Dot, &[], &wrong_count(Dot, "1", 0));
    refused(Dot, &nodes[..2], &wrong_count(Dot, "1", 2));
    refused(Line, &nodes[..1], &wrong_count(Line, "2", 1));
    refused(Line, &nodes, &wrong_count(Line, "2", 3));
    refused(MultiLine, &nodes[..1], &wrong_count(MultiLine, "2 or more", 1));
    refused(Polygon, &[], &wrong_count(Polygon, "3 or more", 0));
    shape(BoundingBox, &nodes[..2]);
    shape(Dot, &nodes[..1]);
    shape(Line, &nodes[..2]);
    shape(MultiLine, &nodes[..2]);
    shape(Polygon, &nodes);
}

#[test]
fn a_polygon_of_two_points_is_refused() {
    refused(Polygon, &[[1., 1.], [9., 9.]], &wrong_count(Polygon, "3 or more", 2));
}

#[test]
fn polygons_of_257_and_of_10_000_points_are_accepted() {
    for count in [257, 10_000] {
        assert_eq!(shape(Polygon, &many(count)).nodes().len(), count as usize);
        assert_eq!(shape(MultiLine, &many(count)).nodes().len(), count as usize);
    }
}

#[test]
fn a_shape_of_10_001_points_is_refused() {
    assert_eq!(MAX_NODES, 10_000);
    for kind in ShapeKind::ALL {
        refused(*kind, &many(10_001), &ShapeError::TooManyNodes(10_001));
    }
}

#[test]
fn a_self_crossing_polygon_is_accepted() {
    shape(Polygon, &[[0., 0.], [10., 10.], [10., 0.], [0., 10.]]);
}

#[test]
fn a_polygon_is_flat_when_its_points_lie_on_one_line() {
    for flat in [
        vec![[10., 50.], [100., 50.], [200., 50.]],
        vec![[10., 10.], [90., 90.], [50., 50.]],
        vec![[0., 0.], [0.000_003, 0.000_001], [0.3, 0.1], [999_999.9, 333_333.3]],
    ] {
        assert!(shape(Polygon, &flat).is_flat(), "{flat:?}");
        assert!(!shape(MultiLine, &flat).is_flat(), "a line needs no area");
    }
    for covers in [
        vec![[10., 50.], [100., 50.], [200., 50.000_001]],
        vec![[0., 0.], [10., 10.], [10., 0.], [0., 10.]],
        vec![[-1_000_000., -1_000_000.], [1_000_000., 1_000_000.], [0., 0.000_001]],
    ] {
        assert!(!shape(Polygon, &covers).is_flat(), "{covers:?}");
    }
}

#[test]
fn no_two_points_of_a_shape_may_be_equal() {
    refused(Line, &[[3., 4.], [3., 4.]], &ShapeError::EqualNodes);
    refused(MultiLine, &[[1., 1.], [2., 2.], [1., 1.]], &ShapeError::EqualNodes);
    refused(Polygon, &[[0., 0.], [10., 0.], [0., 0.]], &ShapeError::EqualNodes);
    refused(Polygon, &[[300., 300.], [310., 0.], [300., 300.]], &ShapeError::EqualNodes);
    refused(Line, &[[0., 0.], [-0., 0.]], &ShapeError::EqualNodes);
    shape(Line, &[[3., 4.], [3., 4.000_001]]);
}

#[test]
fn a_box_names_its_top_left_corner_first() {
    for nodes in [[[10., 10.], [0., 0.]], [[10., 0.], [0., 10.]], [[0., 10.], [10., 0.]]] {
        refused(BoundingBox, &nodes, &ShapeError::Degenerate);
    }
}

#[test]
fn a_box_has_at_least_one_pixel_of_width_and_height() {
    for corner in [[0., 0.], [10., 0.], [0., 10.], [0.999_999, 10.], [10., 0.5]] {
        refused(BoundingBox, &[[0., 0.], corner], &ShapeError::Degenerate);
    }
    shape(BoundingBox, &[[0., 0.], [1., 1.]]);
    shape(BoundingBox, &[[0.5, 0.25], [1.5, 1.25]]);
}

#[test]
fn coordinates_are_finite_bounded_and_not_finer_than_a_millionth() {
    for (wrong, because) in [
        (f64::NAN, CoordinateError::NotFinite),
        (f64::INFINITY, CoordinateError::NotFinite),
        (f64::NEG_INFINITY, CoordinateError::NotFinite),
        (1e308, CoordinateError::TooLarge),
        (-1e308, CoordinateError::TooLarge),
        (1_000_000.000_001, CoordinateError::TooLarge),
        (10.123_456_7, CoordinateError::TooFine),
        (5e-324, CoordinateError::TooFine),
    ] {
        refused(Dot, &[[wrong, 1.]], &because.into());
        refused(Dot, &[[1., wrong]], &because.into());
    }
}

const FRAME: Frame = Frame { width: 640, height: 480 };

#[test]
fn a_shape_may_touch_every_edge_of_the_image() {
    assert!(FRAME.holds(&shape(BoundingBox, &[[0., 0.], [640., 480.]])));
    assert!(FRAME.holds(&shape(Line, &[[640., 0.], [640., 480.]])));
    assert!(FRAME.holds(&shape(Polygon, &[[0., 480.], [640., 480.], [320., 0.]])));
}

#[test]
fn a_lone_point_lies_on_a_pixel_so_not_on_the_far_edge() {
    for inside in [[0., 0.], [639., 479.], [639.999_999, 479.999_999]] {
        assert!(FRAME.holds(&shape(Dot, &[inside])), "{inside:?}");
    }
    for outside in [[640., 0.], [0., 480.], [640., 480.]] {
        assert!(!FRAME.holds(&shape(Dot, &[outside])), "{outside:?}");
    }
}

#[test]
fn a_shape_reaching_out_of_the_image_by_a_millionth_is_outside() {
    for far in [[640.000_001, 10.], [10., 480.000_001], [-0.000_001, 10.], [10., -0.000_001]] {
        assert!(!FRAME.holds(&shape(Line, &[[5., 5.], far])), "{far:?}");
        assert!(!FRAME.holds(&shape(Dot, &[far])), "{far:?}");
    }
    assert!(!FRAME.holds(&shape(BoundingBox, &[[-1., -1.], [10., 10.]])));
}

#[test]
fn not_in_image_fits_every_image() {
    assert!(Frame { width: 1, height: 1 }.holds(&Shape::NotInImage));
}

#[test]
fn bounds_go_around_all_points_whatever_their_order() {
    let (min, max) = shape(Polygon, &[[5., 9.], [1., 3.5], [7., 4.]]).bounds().unwrap();
    assert_eq!((min.x.pixels(), min.y.pixels(), max.x.pixels(), max.y.pixels()), (1., 3.5, 7., 9.));
    assert_eq!(Shape::NotInImage.bounds(), None);
}
