//! One label as one row: class, then numbers from 0 to 1.

use std::fmt::Write as _;

use crate::{
    Coordinate, Frame, Outline, Point, Shape, ShapeKind,
    formats::{Loss, mask},
    shape::{are_in_line, around},
};

/// What the rows of a whole set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowForm {
    /// Class, centre, width, height.
    Boxes,
    /// Class and every node.
    Polygons,
}

impl RowForm {
    /// What a model learns from it, in the words of those who train it.
    pub(super) const fn task(self) -> &'static str {
        match self {
            Self::Boxes => "detect",
            Self::Polygons => "segment",
        }
    }

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

/// A row, and whether the mask that readers make of its shape has no pixel.
#[derive(Debug)]
pub(super) struct Row {
    pub text: String,
    pub no_pixel: bool,
}

/// Cut to the image, because one number above 1.01 makes readers drop the whole image. Fails where nothing is left of which
/// six decimals tell an area.
pub(super) fn row(rows: RowForm, class: u32, shape: &Shape, frame: Frame) -> Result<Row, Loss> {
    if shape.is_flat() {
        return Err(Loss::NoArea);
    }
    let nodes: Vec<_> = match shape.outline().ok_or(Loss::NotInImage)? {
        Outline::Rectangle { min, max } => corners(min, max),
        Outline::Closed(nodes) => nodes.to_vec(),
        Outline::Open(_) | Outline::Dot(_) => return Err(Loss::NoArea),
    };
    let nodes: Vec<_> = nodes.into_iter().map(|node| cut(node, frame)).collect();
    if covers_nothing(&nodes) {
        return Err(Loss::Outside);
    }
    let (min, max) = around(&nodes);
    let (width, height) = (max.x.micro() - min.x.micro(), max.y.micro() - min.y.micro());
    if rounds_to_zero(width, frame.width) || rounds_to_zero(height, frame.height) {
        return Err(Loss::NoArea);
    }
    let outline = match rows {
        RowForm::Boxes => corners(min, max),
        RowForm::Polygons => nodes,
    };
    let mut row = class.to_string();
    match rows {
        RowForm::Boxes => {
            // Twice the centre, so that the one division is the only rounding.
            push(&mut row, min.x.micro() + max.x.micro(), 2 * i64::from(frame.width));
            push(&mut row, min.y.micro() + max.y.micro(), 2 * i64::from(frame.height));
            push(&mut row, width, frame.width.into());
            push(&mut row, height, frame.height.into());
        }
        RowForm::Polygons => push_nodes(&mut row, &outline, frame),
    }
    row.push('\n');
    Ok(Row { text: row, no_pixel: mask::area(&outline, frame) == 0 })
}

fn corners(min: Point, max: Point) -> Vec<Point> {
    vec![min, Point { x: max.x, y: min.y }, max, Point { x: min.x, y: max.y }]
}

/// Nodes may be equal after they were cut, so the first of them need not say which line it is.
fn covers_nothing(nodes: &[Point]) -> bool {
    let mut different = nodes.to_vec();
    different.sort_unstable();
    different.dedup();
    are_in_line(&different)
}

/// Half of the sixth decimal.
fn rounds_to_zero(micro: i64, side: u32) -> bool {
    2 * micro < i64::from(side)
}

fn push_nodes(row: &mut String, nodes: &[Point], frame: Frame) {
    for node in nodes {
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
