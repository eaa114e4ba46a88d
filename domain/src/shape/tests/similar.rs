//! Within 5 pixels, in the same order.

use proptest::prelude::*;

use super::{BoundingBox, Dot, Line, MultiLine, Polygon, Shape, ShapeKind, shape};

const BOX: [[f64; 2]; 2] = [[100., 100.], [200., 200.]];

#[test]
fn a_box_within_five_pixels_is_similar_and_at_six_is_not() {
    let old = shape(BoundingBox, &BOX);
    for (corner, at) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        for (by, similar) in
            [(5., true), (-5., true), (6., false), (-6., false), (5.000_001, false), (-5.000_001, false)]
        {
            let mut nodes = BOX;
            nodes[corner][at] += by;
            assert_eq!(shape(BoundingBox, &nodes).is_similar(&old), similar, "{nodes:?}");
        }
    }
}

#[test]
fn every_coordinate_may_be_five_pixels_off_at_once() {
    assert!(shape(BoundingBox, &[[105., 95.], [205., 195.]]).is_similar(&shape(BoundingBox, &BOX)));
}

#[test]
fn a_point_at_105_is_similar_to_one_at_100_and_at_106_is_not() {
    let old = shape(Dot, &[[100., 100.]]);
    assert!(shape(Dot, &[[105., 105.]]).is_similar(&old));
    assert!(!shape(Dot, &[[106., 100.]]).is_similar(&old));
}

#[test]
fn a_line_drawn_backwards_is_another_line() {
    let line = shape(Line, &[[10., 10.], [90., 90.]]);
    assert!(!shape(Line, &[[90., 90.], [10., 10.]]).is_similar(&line));
    assert!(shape(Line, &[[14., 6.], [90., 95.]]).is_similar(&line));
}

#[test]
fn a_polygon_rotated_or_reversed_is_another_polygon() {
    let nodes = [[0., 0.], [100., 0.], [100., 100.], [0., 100.]];
    let old = shape(Polygon, &nodes);
    let (mut rotated, mut reversed) = (nodes, nodes);
    rotated.rotate_left(1);
    reversed.reverse();
    assert!(!shape(Polygon, &rotated).is_similar(&old));
    assert!(!shape(Polygon, &reversed).is_similar(&old));
}

#[test]
fn similar_shapes_have_equally_many_points() {
    let four = [[0., 0.], [100., 0.], [100., 100.], [0., 100.]];
    for kind in [Polygon, MultiLine] {
        assert!(!shape(kind, &four[..3]).is_similar(&shape(kind, &four)));
        assert!(!shape(kind, &four).is_similar(&shape(kind, &four[..3])));
    }
}

#[test]
fn shapes_of_two_kinds_are_not_similar() {
    let nodes = [[10., 10.], [90., 90.]];
    assert!(!shape(Line, &nodes).is_similar(&shape(BoundingBox, &nodes)));
    assert!(!shape(Line, &nodes).is_similar(&shape(MultiLine, &nodes)));
}

#[test]
fn not_in_image_is_similar_to_itself_alone() {
    assert!(Shape::NotInImage.is_similar(&Shape::NotInImage));
    assert!(!Shape::NotInImage.is_similar(&shape(Dot, &[[1., 1.]])));
    assert!(!shape(Dot, &[[1., 1.]]).is_similar(&Shape::NotInImage));
}

/// Shapes in so small a space that many are similar.
fn any_shape() -> impl Strategy<Value = Shape> {
    let nodes = prop::collection::vec((0_i32..40, 0_i32..40), 1..5);
    (prop::sample::select(ShapeKind::ALL), nodes).prop_filter_map("no such shape", |(kind, nodes)| {
        let nodes: Vec<_> = nodes.into_iter().map(|(x, y)| [f64::from(x) / 2., f64::from(y) / 4.]).collect();
        Shape::from_pixels(kind, &nodes).ok()
    })
}

proptest! {
    #[test]
    fn every_shape_is_similar_to_itself(a in any_shape()) {
        prop_assert!(a.is_similar(&a));
    }

    #[test]
    fn similarity_does_not_depend_on_who_was_first(a in any_shape(), b in any_shape()) {
        prop_assert_eq!(a.is_similar(&b), b.is_similar(&a));
    }

    #[test]
    fn similarity_is_five_pixels_in_every_coordinate(a in any_shape(), b in any_shape()) {
        let far = a.nodes().iter().zip(b.nodes()).any(|(a, b)| {
            (a.x.pixels() - b.x.pixels()).abs() > 5. || (a.y.pixels() - b.y.pixels()).abs() > 5.
        });
        let alike = a.kind() == b.kind() && a.nodes().len() == b.nodes().len() && !far;
        prop_assert_eq!(a.is_similar(&b), alike);
    }
}
