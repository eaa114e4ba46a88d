//! What may be drawn: of an active type, as the type says, inside the image.

use super::*;
use crate::{Coordinate, ImageId, TransferId, testing::ALICE};

#[track_caller]
fn refused(command: Command, because: Misfit) {
    image([]).when(command).then_refused(&Refusal::Misfit(because));
}

#[test]
fn each_of_the_five_shapes_and_not_in_image_can_be_drawn() {
    let nodes = [[10., 20.], [100., 200.], [30., 250.5]];
    for (spec, shape) in [
        (BALL, shape(BoundingBox, &nodes[..2])),
        (FOOT, shape(Point, &nodes[..1])),
        (FIELD_LINE, shape(Line, &nodes[..2])),
        (CIRCLE, shape(MultiLine, &nodes)),
        (GOAL, shape(Polygon, &nodes)),
        (BALL, Shape::NotInImage),
        (GOAL, Shape::NotInImage),
    ] {
        image([]).when(draw(1, spec, shape.clone())).then([drawn(1, spec, shape)]);
    }
}

#[test]
fn a_polygon_whose_points_lie_on_one_line_is_refused_however_it_is_made() {
    let flat = || shape(Polygon, &[[10., 50.], [100., 50.], [200., 50.]]);
    let goal = || shape(Polygon, &[[10., 50.], [100., 50.], [200., 50.000_001]]);
    image([]).when(draw(1, GOAL, flat())).then_refused(&Refusal::NoArea);
    image([]).when(draw(1, GOAL, goal())).then([drawn(1, GOAL, goal())]);
    image([]).when(Command::DrawAll(vec![draft(1, GOAL, flat()), draft(2, GOAL, goal())])).then([drawn(
        2,
        GOAL,
        goal(),
    )]);
    image([drawn(1, GOAL, goal())]).when(reshape(1, 1, GOAL, flat())).then_refused(&Refusal::NoArea);
}

#[test]
fn a_flat_polygon_of_old_can_be_marked_erased_and_restored() {
    let flat = shape(Polygon, &[[10., 10.], [50., 50.], [90., 90.]]);
    let old = || image([drawn(1, GOAL, flat.clone())]);
    let mark = Change { blurred: Some(true), ..unchanged(GOAL) };
    let marked = Event::AnnotationMarked { annotation: label(1), blurred: true, concealed: false };
    old().when(Command::Change { annotation: label(1), revision: 1, change: mark }).then([marked]);
    let restore = Command::RestoreAnnotation { annotation: label(1) };
    old()
        .when(erase(1, 1))
        .then([erased(1)])
        .when(restore)
        .then([Event::AnnotationRestored { annotation: label(1) }]);
}

#[test]
fn drawing_importing_and_copying_count_as_the_authors_accept_of_revision_one() {
    let copy = Origin::Copy { annotation: label(7), image: ImageId::new(Uuid::from_u128(8)) };
    let import = Origin::Import { transfer: TransferId::new(Uuid::from_u128(9)), line: 3 };
    for origin in [Origin::Hand, copy, import] {
        let draft = Draft { origin, ..draft(1, BALL, at(0., 0.)) };
        let image = image([]).when(Command::Draw(draft.clone())).then([draft.into()]);
        let ball = the(&image, 1);
        assert_eq!((ball.author, ball.revised_by, ball.revision), (ALICE, ALICE, 1));
        assert_eq!(ball.votes, BTreeMap::from([(ALICE, Verdict::Accept)]));
    }
}

#[test]
fn an_annotation_is_drawn_once_even_when_it_was_erased() {
    image([drawn(1, BALL, at(0., 0.))])
        .when(draw(1, BALL, at(300., 0.)))
        .then_refused(&Refusal::AlreadyDrawn);
    image([drawn(1, BALL, at(0., 0.)), erased(1)])
        .when(draw(1, BALL, at(300., 0.)))
        .then_refused(&Refusal::AlreadyDrawn);
}

#[test]
fn an_inactive_type_takes_no_new_labels_not_even_not_in_image() {
    let inactive = Spec { active: false, ..BALL };
    refused(draw(1, inactive, at(0., 0.)), Misfit::Inactive);
    refused(draw(1, inactive, Shape::NotInImage), Misfit::Inactive);
}

#[test]
fn a_label_has_the_shape_of_its_type() {
    refused(draw(1, BALL, shape(Point, &[[1., 1.]])), Misfit::OtherShape(BoundingBox));
    refused(draw(1, GOAL, at(0., 0.)), Misfit::OtherShape(Polygon));
}

#[test]
fn a_label_has_as_many_points_as_its_type_asks_for() {
    let four = Spec { node_count: Some(4), ..GOAL };
    let nodes = [[0., 0.], [50., 0.], [50., 50.], [0., 50.], [-0., 25.]];
    refused(draw(1, four, shape(Polygon, &nodes[..3])), Misfit::NodeCount(4));
    refused(draw(1, four, shape(Polygon, &nodes)), Misfit::NodeCount(4));
    image([]).when(draw(1, four, shape(Polygon, &nodes[..4]))).then([drawn(
        1,
        four,
        shape(Polygon, &nodes[..4]),
    )]);
    image([]).when(draw(1, four, Shape::NotInImage)).then([drawn(1, four, Shape::NotInImage)]);
}

#[test]
fn flags_must_be_allowed_by_the_type() {
    let plain = Spec { allows_blurred: false, allows_concealed: false, ..BALL };
    let blurred = Draft { blurred: true, ..draft(1, plain, at(0., 0.)) };
    let concealed = Draft { concealed: true, ..draft(1, plain, at(0., 0.)) };
    refused(Command::Draw(blurred), Misfit::Blurred);
    refused(Command::Draw(concealed), Misfit::Concealed);
}

#[test]
fn each_flag_is_allowed_on_its_own() {
    let only_blurred = Spec { allows_concealed: false, ..BALL };
    let drafted = Draft { blurred: true, ..draft(1, only_blurred, at(0., 0.)) };
    let image = image([]).when(Command::Draw(drafted.clone())).then([drafted.into()]);
    assert_eq!((the(&image, 1).blurred, the(&image, 1).concealed), (true, false));
}

#[test]
fn not_in_image_is_neither_blurred_nor_concealed() {
    let draft = draft(1, BALL, Shape::NotInImage);
    refused(Command::Draw(Draft { blurred: true, ..draft.clone() }), Misfit::FlagsOfNothing);
    refused(Command::Draw(Draft { concealed: true, ..draft }), Misfit::FlagsOfNothing);
}

#[test]
fn a_label_may_touch_the_far_edge_but_not_cross_it() {
    let whole = shape(BoundingBox, &[[0., 0.], [640., 480.]]);
    image([]).when(draw(1, BALL, whole.clone())).then([drawn(1, BALL, whole)]);
    for outside in [
        [[0., 0.], [640.000_001, 480.]],
        [[0., 0.], [640., 480.5]],
        [[-1., 0.], [640., 480.]],
        [[0., -0.000_001], [640., 480.]],
    ] {
        image([])
            .when(draw(1, BALL, shape(BoundingBox, &outside)))
            .then_refused(&Refusal::OutsideImage(FRAME));
    }
}

#[test]
fn a_lone_point_on_the_far_edge_is_outside() {
    for outside in [[640., 0.], [0., 480.]] {
        image([]).when(draw(1, FOOT, shape(Point, &[outside]))).then_refused(&Refusal::OutsideImage(FRAME));
    }
    image([]).when(draw(1, FOOT, shape(Point, &[[639.5, 479.]]))).then([drawn(
        1,
        FOOT,
        shape(Point, &[[639.5, 479.]]),
    )]);
}

#[test]
fn where_a_label_came_from_is_kept() {
    let transfer = TransferId::new(Uuid::from_u128(9));
    let drafted = Draft { origin: Origin::Import { transfer, line: 17 }, ..draft(1, BALL, at(0., 0.)) };
    let Event::AnnotationDrawn(drawn) = drawn(1, BALL, at(0., 0.)) else { unreachable!() };
    let image = image([]).when(Command::Draw(drafted)).then([Event::AnnotationImported {
        transfer,
        line: 17,
        drawn: drawn.clone(),
    }]);
    assert_eq!(the(&image, 1).revision, 1);

    let (origin, origin_image) = (label(1), ImageId::new(Uuid::from_u128(8)));
    let copy = Origin::Copy { annotation: origin, image: origin_image };
    let copied = Drawn { annotation: label(2), shape: at(300., 0.), ..drawn };
    image
        .when(Command::Draw(Draft { origin: copy, ..draft(2, BALL, at(300., 0.)) }))
        .then([Event::AnnotationCopied { origin, origin_image, drawn: copied }]);
}

#[test]
fn of_many_labels_the_refused_ones_are_left_out() {
    let inactive = Spec { active: false, ..ROBOT };
    image([drawn(1, BALL, at(0., 0.))])
        .when(Command::DrawAll(vec![
            draft(2, BALL, at(3., 3.)),
            draft(3, BALL, at(100., 0.)),
            draft(4, BALL, at(101., 0.)),
            draft(5, inactive, at(200., 0.)),
            draft(3, BALL, at(300., 0.)),
            draft(6, BALL, at(600., 0.)),
            draft(7, ROBOT, Shape::NotInImage),
        ]))
        .then([drawn(3, BALL, at(100., 0.)), drawn(7, ROBOT, Shape::NotInImage)]);
}

#[test]
fn labels_are_numbered_as_they_are_drawn_and_no_number_comes_twice() {
    let image = image([drawn(9, BALL, at(0., 0.)), erased(9), drawn(2, BALL, at(100., 0.))])
        .and([Event::AnnotationRestored { annotation: label(9) }, drawn(5, BALL, at(200., 0.))]);
    assert_eq!([9, 2, 5].map(|n| the(&image, n).number), [1, 2, 3]);
}

/// A ball drawn with four clicks, its box being `at(0, 0)`.
fn clicked(points: [[i32; 2]; 4]) -> Draft {
    let points = points.map(|point| point.map(Coordinate::px));
    Draft { extreme_points: Some(Box::new(points)), ..draft(1, BALL, at(0., 0.)) }
}

#[test]
fn the_four_clicks_a_box_was_made_of_are_kept() {
    let draft = clicked([[20, 0], [50, 30], [25, 50], [0, 10]]);
    let kept = Event::from(draft.clone());
    image([]).when(Command::Draw(draft)).then([kept]);
    // A corner is outermost twice.
    let corners = clicked([[0, 0], [0, 0], [50, 50], [50, 50]]);
    image([]).when(Command::Draw(corners.clone())).then([Event::from(corners)]);
}

#[test]
fn a_box_is_the_one_around_its_four_clicks() {
    let refused = |draft| image([]).when(Command::Draw(draft)).then_refused(&Refusal::ExtremePoints);
    refused(clicked([[20, 0], [50, 30], [25, 49], [0, 10]]));
    refused(clicked([[20, 0], [51, 30], [25, 50], [0, 10]]));
    refused(clicked([[20, -1], [50, 30], [25, 50], [0, 10]]));
    let points = clicked([[20, 0], [50, 30], [25, 50], [0, 10]]).extreme_points;
    let goal = shape(Polygon, &[[0., 0.], [50., 0.], [50., 50.], [0., 50.]]);
    refused(Draft { extreme_points: points.clone(), ..draft(1, GOAL, goal) });
    refused(Draft { extreme_points: points, ..draft(1, BALL, Shape::NotInImage) });
}
