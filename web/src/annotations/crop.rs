//! A piece of an image with labels drawn over it: in histories, diffs and lists.

use askama::{Template, filters::HtmlSafe};
use domain::{Frame, ImageId, Shape};

use super::ShapeSvg;

/// Height of a crop in parts of its width, as the pages lay it out.
const ASPECT: f64 = 0.75;

/// No crop shows less, or a ball far away would be a few coloured squares.
const NARROWEST: f64 = 96.0;

#[derive(Debug, Clone, Template)]
#[template(path = "annotations/_label_crop.html")]
pub struct Crop {
    image: ImageId,
    frame: Frame,
    window: Window,
    marks: Vec<Mark>,
    /// For those who cannot see it.
    says: String,
}

impl HtmlSafe for Crop {}

/// A shape in a crop, and its classes.
#[derive(Debug, Clone)]
pub struct Mark {
    pub class: String,
    pub shape: ShapeSvg,
}

/// The part of the image that is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Window {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Crop {
    /// Shows the whole image, and all these shapes.
    pub fn whole(image: ImageId, frame: Frame, shapes: &[(&Shape, String)], says: String) -> Self {
        let window = Window { x: 0.0, y: 0.0, width: frame.width.into(), height: frame.height.into() };
        Self { image, frame, window, marks: marks(shapes, window), says }
    }

    /// Shows all these shapes, the first below the last; the whole image when none has a place.
    pub fn around(image: ImageId, frame: Frame, shapes: &[(&Shape, String)], says: String) -> Self {
        let window = Window::around(shapes.iter().map(|(shape, _)| *shape), frame);
        Self { image, frame, window, marks: marks(shapes, window), says }
    }
}

fn marks(shapes: &[(&Shape, String)], window: Window) -> Vec<Mark> {
    let mark = |(shape, class): &(&Shape, String)| {
        let kind = shape.kind()?.code();
        let shape = ShapeSvg::of(shape)?.seen_across(window.width);
        Some(Mark { class: format!("label {class} kind-{kind}"), shape })
    };
    shapes.iter().filter_map(mark).collect()
}

impl Window {
    fn around<'a>(shapes: impl Iterator<Item = &'a Shape>, frame: Frame) -> Self {
        let whole = Self { x: 0.0, y: 0.0, width: frame.width.into(), height: frame.height.into() };
        let corners = shapes.filter_map(Shape::bounds).flat_map(|(min, max)| [min, max]);
        let mut corners = corners.map(|corner| (corner.x.pixels(), corner.y.pixels()));
        let Some(first) = corners.next() else { return whole };
        let (min, max) = corners.fold((first, first), |(min, max), at| {
            ((min.0.min(at.0), min.1.min(at.1)), (max.0.max(at.0), max.1.max(at.1)))
        });
        let wide = (max.0 - min.0).max((max.1 - min.1) / ASPECT) * 1.8;
        let width = wide.max(NARROWEST);
        whole.part((min.0.midpoint(max.0), min.1.midpoint(max.1)), width)
    }

    /// A part of this width in the usual proportions, moved inside as far as it fits.
    fn part(self, middle: (f64, f64), width: f64) -> Self {
        let height = width * ASPECT;
        let place = |middle: f64, side: f64, all: f64| {
            if side >= all { (all - side) / 2.0 } else { (middle - side / 2.0).clamp(0.0, all - side) }
        };
        let (x, y) = (place(middle.0, width, self.width), place(middle.1, height, self.height));
        let exactly = |n: f64| (n * 100.0).round() / 100.0;
        Self { x: exactly(x), y: exactly(y), width: exactly(width), height: exactly(height) }
    }
}

#[cfg(test)]
mod tests {
    use domain::ShapeKind;

    use super::*;

    const FRAME: Frame = Frame { width: 640, height: 480 };

    fn window(nodes: &[[f64; 2]]) -> Window {
        let shape = Shape::from_pixels(ShapeKind::BoundingBox, nodes).unwrap();
        Window::around([&shape].into_iter(), FRAME)
    }

    #[test]
    fn a_small_label_is_shown_with_what_is_around_it() {
        let window = window(&[[300.0, 200.0], [310.0, 210.0]]);
        assert_eq!(window, Window { x: 257.0, y: 169.0, width: 96.0, height: 72.0 });
    }

    #[test]
    fn a_crop_does_not_leave_the_image() {
        let window = window(&[[0.0, 0.0], [50.0, 30.0]]);
        assert_eq!((window.x, window.y), (0.0, 0.0));
    }

    #[test]
    fn without_a_place_the_whole_image_is_shown() {
        let window = Window::around([&Shape::NotInImage].into_iter(), FRAME);
        assert_eq!(window, Window { x: 0.0, y: 0.0, width: 640.0, height: 480.0 });
    }
}
