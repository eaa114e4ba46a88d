//! One label as one row: class, then numbers from 0 to 1.

use std::fmt::Write as _;

use crate::{Coordinate, Frame, Outline, Point, Shape, ShapeKind, formats::Loss};

/// What the rows of a whole set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowForm {
    /// Class, centre, width, height.
    Boxes,
    /// Class and every node.
    Polygons,
}

impl RowForm {
    /// What is said about a label that is written as another kind of shape.
    pub(super) fn change(self, shape: &Shape) -> Option<Loss> {
        match (self, shape.kind()?) {
            (Self::Boxes, ShapeKind::Polygon) => Some(Loss::PolygonAsBox),
            (Self::Polygons, ShapeKind::BoundingBox) => Some(Loss::BoxAsPolygon),
            (Self::Boxes, ShapeKind::BoundingBox)
            | (Self::Polygons, ShapeKind::Polygon)
            | (_, ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine) => None,
        }
    }
}

/// Why YOLO has no place for a shape; `None` for those that it has.
pub(super) const fn lost(kind: ShapeKind) -> Option<Loss> {
    match kind {
        ShapeKind::BoundingBox | ShapeKind::Polygon => None,
        ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine => Some(Loss::Shape(kind)),
    }
}

/// Cut to the image, because one number above 1.01 makes readers drop the whole image. `None`: nothing is left.
pub(super) fn row(rows: RowForm, class: usize, shape: &Shape, frame: Frame) -> Option<String> {
    let (min, max) = shape.bounds()?;
    let (min, max) = (cut(min, frame), cut(max, frame));
    if min.x >= max.x || min.y >= max.y {
        return None;
    }
    let mut row = class.to_string();
    match rows {
        RowForm::Boxes => {
            // Twice the centre, so that the one division is the only rounding.
            push(&mut row, min.x.micro() + max.x.micro(), 2 * i64::from(frame.width));
            push(&mut row, min.y.micro() + max.y.micro(), 2 * i64::from(frame.height));
            push(&mut row, max.x.micro() - min.x.micro(), frame.width.into());
            push(&mut row, max.y.micro() - min.y.micro(), frame.height.into());
        }
        RowForm::Polygons => match shape.outline()? {
            Outline::Rectangle { .. } => {
                let corners = [min, Point { x: max.x, y: min.y }, max, Point { x: min.x, y: max.y }];
                push_nodes(&mut row, &corners, frame);
            }
            Outline::Closed(nodes) => push_nodes(&mut row, nodes, frame),
            Outline::Open(_) | Outline::Dot(_) => return None,
        },
    }
    row.push('\n');
    Some(row)
}

fn push_nodes(row: &mut String, nodes: &[Point], frame: Frame) {
    for node in nodes.iter().map(|node| cut(*node, frame)) {
        push(row, node.x.micro(), frame.width.into());
        push(row, node.y.micro(), frame.height.into());
    }
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53: at most 2e12, and sides in pixels")]
fn push(row: &mut String, micro: i64, side: i64) {
    let part = micro as f64 / (side * 1_000_000) as f64;
    write!(row, " {part:.6}").expect("a String takes everything");
}

fn cut(node: Point, frame: Frame) -> Point {
    let side = |pixels: u32| Coordinate::from_micro(i64::from(pixels) * 1_000_000);
    Point {
        x: node.x.clamp(Coordinate::ZERO, side(frame.width)),
        y: node.y.clamp(Coordinate::ZERO, side(frame.height)),
    }
}
