//! Annotation types: defined once, renamed, switched on and off, never of another shape.

use uuid::Uuid;

use super::{AnnotationType, Command, Event, Refusal, Spec, TypeDefinition};
use crate::{
    AnnotationTypeId, Name, ShapeKind,
    testing::{Given, given},
};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn goal() -> TypeDefinition {
    TypeDefinition {
        name: name("Goal"),
        shape: ShapeKind::Polygon,
        node_count: Some(4),
        allows_blurred: true,
        allows_concealed: false,
    }
}

fn defined(events: impl IntoIterator<Item = Event>) -> Given<AnnotationType> {
    given([Event::AnnotationTypeDefined(goal())]).and(events)
}

fn define(shape: ShapeKind, node_count: Option<u16>) -> Command {
    Command::Define(TypeDefinition { shape, node_count, ..goal() })
}

fn spec(of: &Given<AnnotationType>) -> Spec {
    Spec::of(AnnotationTypeId::new(Uuid::from_u128(1)), of.state()).unwrap()
}

#[test]
fn a_defined_type_is_active() {
    let goal = given([]).when(Command::Define(goal())).then([Event::AnnotationTypeDefined(goal())]);
    let spec = spec(&goal);
    assert_eq!((spec.active, spec.shape, spec.node_count), (true, ShapeKind::Polygon, Some(4)));
    assert_eq!((spec.allows_blurred, spec.allows_concealed), (true, false));
}

#[test]
fn a_type_is_defined_once() {
    defined([]).when(Command::Define(goal())).then_refused(&Refusal::AlreadyDefined);
}

#[test]
fn nothing_happens_to_a_type_that_was_never_defined() {
    for command in [
        Command::Rename { name: name("Ball") },
        Command::Change { allows_blurred: true, allows_concealed: true },
        Command::Activate,
        Command::Deactivate,
    ] {
        given::<AnnotationType>([]).when(command).then_refused(&Refusal::Undefined);
    }
    assert_eq!(Spec::of(AnnotationTypeId::new(Uuid::nil()), &AnnotationType::default()), None);
}

#[test]
fn boxes_points_and_lines_have_the_points_they_have() {
    for shape in [ShapeKind::BoundingBox, ShapeKind::Point, ShapeKind::Line] {
        for count in [1, 2, 4] {
            given::<AnnotationType>([])
                .when(define(shape, Some(count)))
                .then_refused(&Refusal::FixedByShape(shape));
        }
    }
}

#[test]
fn a_chosen_number_of_points_is_possible_for_the_shape() {
    use ShapeKind::{MultiLine, Polygon};
    for (shape, count) in
        [(Polygon, 0), (Polygon, 2), (Polygon, 10_001), (MultiLine, 1), (MultiLine, u16::MAX)]
    {
        given::<AnnotationType>([])
            .when(define(shape, Some(count)))
            .then_refused(&Refusal::NodeCountOutOfRange(shape));
    }
    for (shape, count) in [(Polygon, 3), (Polygon, 10_000), (MultiLine, 2), (MultiLine, 257)] {
        let definition = TypeDefinition { shape, node_count: Some(count), ..goal() };
        given::<AnnotationType>([])
            .when(Command::Define(definition.clone()))
            .then([Event::AnnotationTypeDefined(definition)]);
    }
}

#[test]
fn a_type_can_be_switched_off_and_on() {
    let off = defined([]).when(Command::Deactivate).then([Event::AnnotationTypeDeactivated {}]);
    assert!(!spec(&off).active);
    let on = off.when(Command::Activate).then([Event::AnnotationTypeActivated {}]);
    assert!(spec(&on).active);
}

#[test]
fn a_type_can_be_renamed_and_its_flags_changed() {
    let changed = defined([])
        .when(Command::Rename { name: name("Goal post") })
        .then([Event::AnnotationTypeRenamed { name: name("Goal post") }])
        .when(Command::Change { allows_blurred: false, allows_concealed: true })
        .then([Event::AnnotationTypeChanged { allows_blurred: false, allows_concealed: true }]);
    assert_eq!((spec(&changed).allows_blurred, spec(&changed).allows_concealed), (false, true));
    assert_eq!((spec(&changed).shape, spec(&changed).node_count), (ShapeKind::Polygon, Some(4)));
}

#[test]
fn what_is_so_already_is_no_fact() {
    defined([]).when(Command::Activate).then([]);
    defined([]).when(Command::Rename { name: name("Goal") }).then([]);
    defined([]).when(Command::Change { allows_blurred: true, allows_concealed: false }).then([]);
    defined([Event::AnnotationTypeDeactivated {}]).when(Command::Deactivate).then([]);
}
