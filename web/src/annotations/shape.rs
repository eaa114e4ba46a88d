//! A shape as one SVG element, the same wherever it is shown; only attributes, as the page's policy demands.

use askama::{Template, filters::HtmlSafe};
use domain::{Coordinate, Outline, Point, Shape};

/// How large a point is drawn, in pixels of a picture shown at its own size.
const POINT: f64 = 4.0;

#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "annotations/_shape.html")]
pub enum ShapeSvg {
    Rect { x: f64, y: f64, width: f64, height: f64 },
    Circle { cx: f64, cy: f64, r: f64 },
    Polyline { points: String },
    Polygon { points: String },
}

impl HtmlSafe for ShapeSvg {}

impl ShapeSvg {
    /// `None` for *not in image*, which has no place to be drawn at.
    pub fn of(shape: &Shape) -> Option<Self> {
        Some(match shape.outline()? {
            Outline::Rectangle { min, max } => rect(min, max),
            Outline::Dot(at) => circle(at),
            Outline::Open(nodes) => Self::Polyline { points: points(nodes) },
            Outline::Closed(nodes) => Self::Polygon { points: points(nodes) },
        })
    }

    /// Points have no size of their own: one that suits a picture which shows so many pixels across.
    #[must_use]
    pub fn seen_across(self, pixels: f64) -> Self {
        match self {
            Self::Circle { cx, cy, .. } => Self::Circle { cx, cy, r: (pixels / 40.0).max(0.5) },
            other => other,
        }
    }
}

fn rect(min: Point, max: Point) -> ShapeSvg {
    let side = |from: Coordinate, to: Coordinate| Coordinate::from_micro(to.micro() - from.micro()).pixels();
    ShapeSvg::Rect {
        x: min.x.pixels(),
        y: min.y.pixels(),
        width: side(min.x, max.x),
        height: side(min.y, max.y),
    }
}

fn circle(at: Point) -> ShapeSvg {
    ShapeSvg::Circle { cx: at.x.pixels(), cy: at.y.pixels(), r: POINT }
}

fn points(nodes: &[Point]) -> String {
    let pairs: Vec<_> = nodes.iter().map(|Point { x, y }| format!("{},{}", x.pixels(), y.pixels())).collect();
    pairs.join(" ")
}

#[cfg(test)]
mod tests {
    use domain::ShapeKind;

    use super::*;

    fn drawn(kind: ShapeKind, nodes: &[[f64; 2]]) -> String {
        let shape = Shape::from_pixels(kind, nodes).unwrap();
        ShapeSvg::of(&shape).unwrap().to_string().trim().to_owned()
    }

    #[test]
    fn every_shape_has_its_element() {
        let (a, b, c) = ([1.0, 2.0], [30.25, 40.000_001], [7.0, 50.0]);
        assert_eq!(
            drawn(ShapeKind::BoundingBox, &[a, b]),
            r#"<rect class="shape" x="1" y="2" width="29.25" height="38.000001"/>"#
        );
        assert_eq!(drawn(ShapeKind::Point, &[a]), r#"<circle class="shape" cx="1" cy="2" r="4"/>"#);
        let line = r#"<polyline class="shape" points="1,2 30.25,40.000001"/>"#;
        assert_eq!(drawn(ShapeKind::Line, &[a, b]), line);
        assert_eq!(drawn(ShapeKind::MultiLine, &[a, b]), line);
        let polygon = r#"<polygon class="shape" points="1,2 30.25,40.000001 7,50"/>"#;
        assert_eq!(drawn(ShapeKind::Polygon, &[a, b, c]), polygon);
        assert_eq!(ShapeSvg::of(&Shape::NotInImage), None);
    }
}
