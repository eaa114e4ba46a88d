//! No two labels of a type say the same, and none the opposite of another.

use super::*;

const SIMILAR: Refusal = Refusal::Similar { to: label(1) };
const CONTRADICTS: Refusal = Refusal::Contradicts { to: label(1) };

#[test]
fn a_label_within_five_pixels_of_another_is_refused_and_names_it() {
    image([drawn(1, BALL, at(100., 100.))]).when(draw(2, BALL, at(105., 95.))).then_refused(&SIMILAR);
}

#[test]
fn a_label_six_pixels_from_another_is_drawn() {
    image([drawn(1, BALL, at(100., 100.))]).when(draw(2, BALL, at(106., 100.))).then([drawn(
        2,
        BALL,
        at(106., 100.),
    )]);
}

#[test]
fn a_label_of_another_type_may_be_at_the_same_place() {
    image([drawn(1, BALL, at(100., 100.))]).when(draw(2, ROBOT, at(100., 100.))).then([drawn(
        2,
        ROBOT,
        at(100., 100.),
    )]);
}

#[test]
fn a_line_backwards_and_a_polygon_turned_are_other_labels() {
    let line = |nodes: [[f64; 2]; 2]| shape(Line, &nodes);
    let back = line([[90., 90.], [10., 10.]]);
    image([drawn(1, FIELD_LINE, line([[10., 10.], [90., 90.]]))])
        .when(draw(2, FIELD_LINE, back.clone()))
        .then([drawn(2, FIELD_LINE, back)]);
    let turned = shape(Polygon, &[[90., 0.], [45., 90.], [0., 0.]]);
    image([drawn(1, GOAL, shape(Polygon, &[[0., 0.], [90., 0.], [45., 90.]]))])
        .when(draw(2, GOAL, turned.clone()))
        .then([drawn(2, GOAL, turned)]);
}

#[test]
fn a_triangle_that_begins_like_a_square_is_another_label() {
    let nodes = [[0., 0.], [90., 0.], [90., 90.], [0., 90.]];
    image([drawn(1, GOAL, shape(Polygon, &nodes))])
        .when(draw(2, GOAL, shape(Polygon, &nodes[..3])))
        .then([drawn(2, GOAL, shape(Polygon, &nodes[..3]))]);
}

#[test]
fn a_second_not_in_image_of_a_type_is_similar_to_the_first() {
    image([drawn(1, BALL, Shape::NotInImage)]).when(draw(2, BALL, Shape::NotInImage)).then_refused(&SIMILAR);
}

#[test]
fn not_in_image_contradicts_a_drawn_label_of_the_type() {
    image([drawn(1, BALL, at(0., 0.))]).when(draw(2, BALL, Shape::NotInImage)).then_refused(&CONTRADICTS);
}

#[test]
fn a_drawn_label_contradicts_not_in_image_of_the_type() {
    image([drawn(1, BALL, Shape::NotInImage)]).when(draw(2, BALL, at(0., 0.))).then_refused(&CONTRADICTS);
}

#[test]
fn not_in_image_of_one_type_says_nothing_about_another() {
    image([drawn(1, BALL, Shape::NotInImage)]).when(draw(2, ROBOT, at(0., 0.))).then([drawn(
        2,
        ROBOT,
        at(0., 0.),
    )]);
}

#[test]
fn an_erased_label_stands_in_nobodys_way() {
    for shape in [at(1., 1.), Shape::NotInImage] {
        image([drawn(1, BALL, at(0., 0.)), erased(1)])
            .when(draw(2, BALL, shape.clone()))
            .then([drawn(2, BALL, shape)]);
    }
}

#[test]
fn editing_into_a_similar_label_is_refused_and_both_stay() {
    let after = image([drawn(1, BALL, at(100., 100.)), drawn(2, BALL, at(300., 100.))])
        .when(reshape(2, 1, BALL, at(104., 100.)))
        .then_refused(&SIMILAR);
    assert_eq!((&the(&after, 1).shape, &the(&after, 2).shape), (&at(100., 100.), &at(300., 100.)));
    assert_eq!(after.state().picture().unwrap().live_annotations().count(), 2);
}

#[test]
fn editing_into_a_contradiction_is_refused_both_ways() {
    image([drawn(1, BALL, at(100., 100.)), drawn(2, BALL, at(300., 100.))])
        .when(reshape(2, 1, BALL, Shape::NotInImage))
        .then_refused(&CONTRADICTS);
    let retype = Command::Change { annotation: label(2), revision: 1, change: unchanged(BALL) };
    image([drawn(1, BALL, Shape::NotInImage), drawn(2, ROBOT, at(300., 100.))])
        .when(retype)
        .then_refused(&CONTRADICTS);
}

#[test]
fn retyping_into_a_similar_label_is_refused() {
    image([drawn(1, BALL, at(100., 100.)), drawn(2, ROBOT, at(102., 100.))])
        .when(Command::Change { annotation: label(2), revision: 1, change: unchanged(BALL) })
        .then_refused(&SIMILAR);
}

#[test]
fn a_label_is_not_in_its_own_way() {
    image([drawn(1, BALL, at(100., 100.))])
        .when(reshape(1, 1, BALL, at(101., 100.)))
        .then([reshaped(1, at(101., 100.))]);
    image([drawn(1, BALL, at(100., 100.))])
        .when(reshape(1, 1, BALL, Shape::NotInImage))
        .then([reshaped(1, Shape::NotInImage)]);
    image([drawn(1, BALL, Shape::NotInImage)])
        .when(reshape(1, 1, BALL, at(0., 0.)))
        .then([reshaped(1, at(0., 0.))]);
}
