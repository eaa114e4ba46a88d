//! A piece of an image with labels drawn over it: in histories, diffs and lists.

use askama::{Template, filters::HtmlSafe};
use domain::{Frame, ImageId, Shape};

use super::ShapeSvg;

/// Height of a crop in parts of its width, as the pages lay it out.
const ASPECT: f64 = 0.75;

/// No crop shows less, or a ball far away would be a few coloured squares.
const NARROWEST: f64 = 96.0;

/// What takes less of the crop's width than this is shown once more in a corner, magnified.
const TINY: f64 = 0.16;

/// Points have no size, and nothing is magnified beyond single pixels.
const SMALLEST: f64 = 6.0;

/// Side of that corner, in parts of the crop's.
const CORNER: f64 = 0.45;

/// So much of the corner a label fills.
const FILLED: f64 = 0.62;

#[derive(Debug, Clone, Template)]
#[template(path = "annotations/_label_crop.html")]
pub struct Crop {
    image: ImageId,
    frame: Frame,
    window: Window,
    marks: Vec<Mark>,
    /// The same in a corner, if there is little to be seen of it otherwise.
    magnified: Option<Magnified>,
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

/// A tiny part of the crop, shown large in one of its corners.
#[derive(Debug, Clone)]
struct Magnified {
    corner: Window,
    window: Window,
    marks: Vec<Mark>,
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
        Self { image, frame, window, marks: marks(shapes, window), magnified: None, says }
    }

    /// Shows all these shapes, the first below the last; the whole image when none has a place.
    pub fn around(image: ImageId, frame: Frame, shapes: &[(&Shape, String)], says: String) -> Self {
        let window = Window::around(shapes.iter().map(|(shape, _)| *shape), frame);
        let magnified = window
            .magnified(shapes.iter().map(|(shape, _)| *shape))
            .map(|(corner, window)| Magnified { corner, window, marks: marks(shapes, window) });
        Self { image, frame, window, marks: marks(shapes, window), magnified, says }
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
        let Some((min, max)) = bounds(shapes) else { return whole };
        let wide = (max.0 - min.0).max((max.1 - min.1) / ASPECT) * 1.8;
        let width = wide.max(NARROWEST);
        whole.part((min.0.midpoint(max.0), min.1.midpoint(max.1)), width)
    }

    /// The corner in which a tiny label is shown large, and the part of the image that is shown there.
    fn magnified<'a>(self, shapes: impl Iterator<Item = &'a Shape>) -> Option<(Self, Self)> {
        let (min, max) = bounds(shapes)?;
        let side = (max.0 - min.0).max((max.1 - min.1) / ASPECT).max(SMALLEST);
        let middle = (min.0.midpoint(max.0), min.1.midpoint(max.1));
        if side >= self.width * TINY {
            return None;
        }
        let (width, height) = (self.width * CORNER, self.height * CORNER);
        // On the side where the label is not.
        let right = middle.0 - self.x <= self.width * 0.55;
        let x = if right { self.x + self.width - width } else { self.x };
        let top = middle.1 - self.y > self.height * (CORNER + TINY);
        let y = if top || right { self.y } else { self.y + self.height - height };
        Some((Self { x, y, width, height }.exactly(), self.part(middle, side / FILLED)))
    }

    fn exactly(self) -> Self {
        let exactly = |n: f64| (n * 100.0).round() / 100.0;
        let Self { x, y, width, height } = self;
        Self { x: exactly(x), y: exactly(y), width: exactly(width), height: exactly(height) }
    }

    /// A part of this width in the usual proportions, moved inside as far as it fits.
    fn part(self, middle: (f64, f64), width: f64) -> Self {
        let height = width * ASPECT;
        let place = |middle: f64, side: f64, all: f64| {
            if side >= all { (all - side) / 2.0 } else { (middle - side / 2.0).clamp(0.0, all - side) }
        };
        let (x, y) = (
            self.x + place(middle.0 - self.x, width, self.width),
            self.y + place(middle.1 - self.y, height, self.height),
        );
        Self { x, y, width, height }.exactly()
    }
}

/// Least and greatest coordinates of all that has a place.
fn bounds<'a>(shapes: impl Iterator<Item = &'a Shape>) -> Option<((f64, f64), (f64, f64))> {
    let corners = shapes.filter_map(Shape::bounds).flat_map(|(min, max)| [min, max]);
    let mut corners = corners.map(|corner| (corner.x.pixels(), corner.y.pixels()));
    let first = corners.next()?;
    Some(corners.fold((first, first), |(min, max), at| {
        ((min.0.min(at.0), min.1.min(at.1)), (max.0.max(at.0), max.1.max(at.1)))
    }))
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
    fn what_is_tiny_is_shown_large_in_a_corner_that_it_is_not_in() {
        let tiny = |x: f64, y: f64| {
            let shape = Shape::from_pixels(ShapeKind::BoundingBox, &[[x, y], [x + 6.0, y + 6.0]]).unwrap();
            let around = Window::around([&shape].into_iter(), FRAME);
            (around, around.magnified([&shape].into_iter()))
        };
        for (x, y) in [(300.0, 200.0), (1.0, 1.0), (630.0, 1.0), (630.0, 470.0), (1.0, 470.0)] {
            let (around, magnified) = tiny(x, y);
            let (corner, part) = magnified.unwrap();
            let overlaps = x + 6.0 > corner.x
                && x < corner.x + corner.width
                && y + 6.0 > corner.y
                && y < corner.y + corner.height;
            assert!(!overlaps, "{x},{y} lies below {corner:?} of {around:?}");
            assert!(part.width < around.width / 4.0 && part.x <= x && part.x + part.width >= x + 6.0);
        }
        let large = Shape::from_pixels(ShapeKind::BoundingBox, &[[300.0, 200.0], [330.0, 230.0]]).unwrap();
        assert_eq!(Window::around([&large].into_iter(), FRAME).magnified([&large].into_iter()), None);
    }

    #[test]
    fn without_a_place_the_whole_image_is_shown() {
        let window = Window::around([&Shape::NotInImage].into_iter(), FRAME);
        assert_eq!(window, Window { x: 0.0, y: 0.0, width: 640.0, height: 480.0 });
    }
}
