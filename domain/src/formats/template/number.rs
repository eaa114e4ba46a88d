//! Numbers as the original prints them, and the figures it derives from a shape.

use std::fmt;

use super::placeholder::Measure;
use crate::{Coordinate, Frame, Shape, ShapeKind};

/// A figure that is either kept exactly or came out of a division.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    /// Whole numbers are printed without a fraction part.
    Exact(Coordinate),
    /// Always printed with a fraction part or an exponent.
    Float(f64),
}

/// The box around a shape, with what the original derives from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    kind: ShapeKind,
    frame: Frame,
    min: [Coordinate; 2],
    max: [Coordinate; 2],
}

#[derive(Debug, Clone, Copy)]
enum Axis {
    X = 0,
    Y = 1,
}

impl Figures {
    /// `None` for *not in image*.
    pub(super) fn of(shape: &Shape, frame: Frame) -> Option<Self> {
        let (min, max) = shape.bounds()?;
        Some(Self { kind: shape.kind()?, frame, min: [min.x, min.y], max: [max.x, max.y] })
    }

    pub(super) fn absolute(&self, measure: Measure) -> Number {
        match measure {
            Measure::CenterX => self.center(Axis::X),
            Measure::CenterY => self.center(Axis::Y),
            Measure::MinX => Number::Exact(self.min[0]),
            Measure::MinY => Number::Exact(self.min[1]),
            Measure::MaxX => Number::Exact(self.max[0]),
            Measure::MaxY => Number::Exact(self.max[1]),
            Measure::Width => Number::Exact(self.size(Axis::X)),
            Measure::Height => Number::Exact(self.size(Axis::Y)),
            Measure::Diameter => self.diameter(),
            Measure::Radius => Number::Float(self.diameter().value() / 2.0),
        }
    }

    pub(super) fn relative(&self, measure: Measure) -> Number {
        let value = self.absolute(measure).value();
        let (width, height) = (f64::from(self.frame.width), f64::from(self.frame.height));
        Number::Float(match measure {
            Measure::CenterX | Measure::MinX | Measure::MaxX | Measure::Width => value / width,
            Measure::CenterY | Measure::MinY | Measure::MaxY | Measure::Height => value / height,
            // A radius has no side of its own: the middle between its part of the one and of the other.
            Measure::Radius => f64::midpoint(value / height, value / width),
            Measure::Diameter => self.relative(Measure::Radius).value() * 2.0,
        })
    }

    fn size(&self, axis: Axis) -> Coordinate {
        self.max[axis as usize].distance(self.min[axis as usize])
    }

    fn center(&self, axis: Axis) -> Number {
        match self.kind {
            ShapeKind::Point => Number::Exact(self.min[axis as usize]),
            ShapeKind::BoundingBox | ShapeKind::Line | ShapeKind::MultiLine | ShapeKind::Polygon => {
                Number::Float(self.min[axis as usize].pixels() + self.size(axis).pixels() / 2.0)
            }
        }
    }

    /// Lines and points have none.
    fn diameter(&self) -> Number {
        match self.kind {
            ShapeKind::BoundingBox | ShapeKind::Polygon => {
                Number::Float(f64::midpoint(self.size(Axis::Y).pixels(), self.size(Axis::X).pixels()))
            }
            ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine => Number::Exact(Coordinate::ZERO),
        }
    }
}

impl Number {
    fn value(self) -> f64 {
        match self {
            Self::Exact(coordinate) => coordinate.pixels(),
            Self::Float(value) => value,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(coordinate) if coordinate.micro() % 1_000_000 == 0 => {
                write!(f, "{}", coordinate.micro() / 1_000_000)
            }
            Self::Exact(coordinate) => shortest(coordinate.pixels(), f),
            Self::Float(value) => shortest(*value, f),
        }
    }
}

/// Python's `repr`: the shortest digits that read back as the same number; exponents have a sign and two digits.
fn shortest(value: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = format!("{value:?}");
    let Some((digits, exponent)) = text.split_once('e') else { return f.write_str(&text) };
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
    write!(f, "{digits}e{sign}{exponent:0>2}", digits = digits.trim_end_matches(".0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_printed_as_python_prints_them() {
        // Each pair: the number, and what `repr` gives.
        for (value, expected) in [
            (350.0, "350.0"),
            (0.229_166_666_666_666_66, "0.22916666666666666"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (6.103_515_625e-11, "6.103515625e-11"),
            (1e16, "1e+16"),
            (0.1 + 0.2, "0.30000000000000004"),
        ] {
            assert_eq!(Number::Float(value).to_string(), expected);
        }
    }

    #[test]
    fn whole_pixels_have_no_fraction_and_others_keep_theirs() {
        assert_eq!(Number::Exact(Coordinate::px(12)).to_string(), "12");
        assert_eq!(Number::Exact(Coordinate::from_micro(12_500_000)).to_string(), "12.5");
        assert_eq!(Number::Exact(Coordinate::from_micro(1)).to_string(), "1e-06");
    }
}
