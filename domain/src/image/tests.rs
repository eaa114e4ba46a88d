//! The rules of an image and its labels, told as given, when, then.

mod changing;
mod drawing;
mod erasing;
mod invariants;
mod picture;
mod resetting;
mod similarity;
mod undoing;
mod voting;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    Added, Annotation, Change, Command, Draft, Drawn, Event, Image, ImageName, ImagePath, Origin, Refusal,
    Verdict,
};
use crate::{
    AnnotationId, AnnotationTypeId, Digest, Frame, ImageSetId, Shape,
    ShapeKind::{self, BoundingBox, Line, MultiLine, Point, Polygon},
    annotation_type::{Misfit, Spec},
    testing::{BOB, Given, given},
};

const fn label(n: u128) -> AnnotationId {
    AnnotationId::new(Uuid::from_u128(n))
}

const fn spec(id: u128, shape: ShapeKind) -> Spec {
    Spec {
        id: AnnotationTypeId::new(Uuid::from_u128(id)),
        shape,
        node_count: None,
        allows_blurred: true,
        allows_concealed: true,
        active: true,
    }
}

const BALL: Spec = spec(0xba11, BoundingBox);
const ROBOT: Spec = spec(0x0b07, BoundingBox);
const FOOT: Spec = spec(0xf007, Point);
const FIELD_LINE: Spec = spec(0x11fe, Line);
const CIRCLE: Spec = spec(0xc1_ac1e, MultiLine);
const GOAL: Spec = spec(0x90a1, Polygon);

const FRAME: Frame = Frame { width: 640, height: 480 };

fn added() -> Added {
    Added {
        image_set: ImageSetId::new(Uuid::from_u128(1)),
        name: ImageName::parse("frame.png").unwrap(),
        path: ImagePath::default(),
        digest: Digest::of(b"frame"),
        media_type: "image/png".to_owned(),
        bytes: 5,
        frame: FRAME,
    }
}

/// An image of 640 x 480 pixels to which this happened, all by Alice.
fn image(events: impl IntoIterator<Item = Event>) -> Given<Image> {
    given([Event::ImageAdded(added())]).and(events)
}

fn shape(kind: ShapeKind, nodes: &[[f64; 2]]) -> Shape {
    Shape::from_pixels(kind, nodes).unwrap()
}

/// A box of 50 x 50 pixels with this corner.
fn at(x: f64, y: f64) -> Shape {
    shape(BoundingBox, &[[x, y], [x + 50., y + 50.]])
}

fn draft(n: u128, spec: Spec, shape: Shape) -> Draft {
    Draft {
        annotation: label(n),
        spec,
        shape,
        blurred: false,
        concealed: false,
        extreme_points: None,
        origin: Origin::Hand,
    }
}

fn draw(n: u128, spec: Spec, shape: Shape) -> Command {
    Command::Draw(draft(n, spec, shape))
}

fn drawn(n: u128, spec: Spec, shape: Shape) -> Event {
    Event::AnnotationDrawn(Drawn {
        annotation: label(n),
        annotation_type: spec.id,
        shape,
        blurred: false,
        concealed: false,
        extreme_points: None,
    })
}

/// The change that changes nothing.
const fn unchanged(spec: Spec) -> Change {
    Change { spec, shape: None, blurred: None, concealed: None }
}

fn reshape(n: u128, revision: u32, spec: Spec, shape: Shape) -> Command {
    let change = Change { shape: Some(shape), ..unchanged(spec) };
    Command::Change { annotation: label(n), revision, change }
}

fn reshaped(n: u128, shape: Shape) -> Event {
    Event::AnnotationReshaped { annotation: label(n), shape }
}

const fn erase(n: u128, revision: u32) -> Command {
    Command::Erase { annotation: label(n), revision }
}

const fn erased(n: u128) -> Event {
    Event::AnnotationErased { annotation: label(n) }
}

const fn vote(n: u128, revision: u32, verdict: Verdict) -> Command {
    Command::Vote { annotation: label(n), revision, verdict }
}

const fn voted(n: u128, revision: u32, verdict: Verdict) -> Event {
    Event::VoteCast { annotation: label(n), revision, verdict }
}

/// The label as it is now.
fn the(given: &Given<Image>, n: u128) -> &Annotation {
    &given.state().picture().unwrap().annotations[&label(n)]
}
