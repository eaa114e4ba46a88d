//! How many pixels the mask of a polygon has: the number that pycocotools counts, to the pixel.
//!
//! What pycocotools does (`rleFrPoly` in its `maskApi.c`): the nodes are rounded to a grid of five steps a pixel, the outline
//! is walked on that grid, and where it crosses the middle of a column of pixels it notes the row. From the first crossing of
//! a column to the second, from the third to the fourth, and so on, pixels are in the mask: what lies inside twice is outside.
//!
//! It keeps every step of the walk, 5 bytes a pixel of outline and more. Here each edge says where it crosses a column, and
//! the columns are gone through in bands, a bit for each pixel: memory depends neither on the polygon nor on the image.

use crate::{Frame, Point};

/// Steps in a pixel.
const GRID: i64 = 5;

/// From the left or upper edge of a pixel to its middle.
const MIDDLE: i64 = GRID / 2;

/// 256 KiB of pixels at a time, or one column.
const BAND: usize = 32 * 1024;

/// A node on the grid.
type Node = (i64, i64);

/// An edge from left to right, or straight down.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: Node,
    to: Node,
}

/// Pixels of a band of columns; a bit is set where an odd number of crossings lies at the upper edge of its row.
#[derive(Debug)]
struct Band {
    words: usize,
    bits: Vec<u64>,
}

/// Pixels in the mask of a polygon.
pub(super) fn area(nodes: &[Point], frame: Frame) -> u64 {
    let nodes: Vec<_> =
        nodes.iter().map(|node| (on_grid(node.x.pixels()), on_grid(node.y.pixels()))).collect();
    let edges = || nodes.iter().zip(nodes.iter().cycle().skip(1)).map(|(from, to)| Edge::new(*from, *to));
    let (xs, ys) = (span(nodes.iter().map(|node| node.0)), span(nodes.iter().map(|node| node.1)));
    let columns = (first_middle_from(xs.0).max(0), first_middle_from(xs.1).min(frame.width.into()));
    let (top, bottom) = (row(ys.0, frame), row(ys.1, frame));
    let rows = usize::try_from(bottom - top).unwrap_or(0);
    let words = rows.div_ceil(64).max(1);
    let width = i64::try_from((BAND / words).max(1)).unwrap_or(1);
    let mut area = 0;
    let mut left = columns.0;
    while left < columns.1 {
        let right = columns.1.min(left + width);
        let mut band = Band::new(usize::try_from(right - left).unwrap_or(0), words);
        for edge in edges() {
            let (first, end) = edge.columns();
            for column in first.max(left)..end.min(right) {
                let crossing = usize::try_from(row(edge.crossing(column), frame) - top).unwrap_or(0);
                band.cross(usize::try_from(column - left).unwrap_or(0), crossing, rows);
            }
        }
        area += band.area(rows);
        left = right;
    }
    area
}

impl Edge {
    fn new(from: Node, to: Node) -> Self {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let backwards = if dx.abs() >= dy.abs() { dx < 0 } else { dy < 0 };
        if backwards { Self { from: to, to: from } } else { Self { from, to } }
    }

    /// Columns whose middle it crosses; the second is the first that it does not.
    fn columns(self) -> (i64, i64) {
        let (left, right) = (self.from.0.min(self.to.0), self.from.0.max(self.to.0));
        (first_middle_from(left), first_middle_from(right))
    }

    /// The upper end of the step, on the grid, with which it crosses the middle of a column.
    fn crossing(self, column: i64) -> i64 {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let before = column * GRID + MIDDLE;
        if dx >= dy.abs() {
            let slope = float(dy) / float(dx);
            let y = |x: i64| truncated(float(self.from.1) + slope * float(x - self.from.0) + 0.5);
            return y(before).min(y(before + 1));
        }
        let slope = float(dx) / float(dy);
        let is_past = |step: i64| {
            let x = truncated(float(self.from.0) + slope * float(step) + 0.5);
            if dx > 0 { x > before } else { x <= before }
        };
        // Where the line is there by arithmetic; its rounded steps may be one off.
        let mut step = truncated((float(before) + 0.5 - float(self.from.0)) / slope).clamp(1, dy);
        while step > 1 && is_past(step - 1) {
            step -= 1;
        }
        while step < dy && !is_past(step) {
            step += 1;
        }
        self.from.1 + step - 1
    }
}

impl Band {
    fn new(columns: usize, words: usize) -> Self {
        Self { words, bits: vec![0; columns * words] }
    }

    fn cross(&mut self, column: usize, row: usize, rows: usize) {
        if row < rows {
            self.bits[column * self.words + row / 64] ^= 1 << (row % 64);
        }
    }

    fn area(&self, rows: usize) -> u64 {
        self.bits.chunks_exact(self.words).map(|column| inside(column, rows)).sum()
    }
}

/// Rows of a column that have an odd number of crossings at or above them.
fn inside(column: &[u64], rows: usize) -> u64 {
    let mut is_inside = false;
    let mut count = 0;
    for (word, crossings) in column.iter().enumerate() {
        let mut odd = *crossings;
        for by in [1, 2, 4, 8, 16, 32] {
            odd ^= odd << by;
        }
        let odd = if is_inside { !odd } else { odd };
        is_inside = odd >> 63 == 1;
        let left = rows - (word * 64).min(rows);
        let odd = if left < 64 { odd & ((1 << left) - 1) } else { odd };
        count += u64::from(odd.count_ones());
    }
    count
}

/// The first column that has its middle at or after a step, counted from the left edge of the image.
const fn first_middle_from(x: i64) -> i64 {
    (x - MIDDLE + GRID - 1).div_euclid(GRID)
}

/// The first row that has its middle at or below a step; the image's height where there is none.
fn row(y: i64, frame: Frame) -> i64 {
    first_middle_from(y).clamp(0, frame.height.into())
}

fn on_grid(pixels: f64) -> i64 {
    truncated(pixels * float(GRID) + 0.5)
}

fn span(steps: impl Iterator<Item = i64> + Clone) -> (i64, i64) {
    (steps.clone().min().unwrap_or(0), steps.max().unwrap_or(0))
}

/// As C does it: towards zero.
#[expect(clippy::cast_possible_truncation, reason = "steps of a coordinate: at most 5 million")]
const fn truncated(number: f64) -> i64 {
    number as i64
}

#[expect(clippy::cast_precision_loss, reason = "steps of a coordinate: at most 5 million")]
const fn float(steps: i64) -> f64 {
    steps as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Shape, ShapeKind};

    const FRAME: Frame = Frame { width: 600, height: 400 };

    fn mask(nodes: &[[f64; 2]]) -> u64 {
        area(Shape::from_pixels(ShapeKind::Polygon, nodes).unwrap().nodes(), FRAME)
    }

    // Numbers of pycocotools 2.0.11. `domain/tests/readers.rs` asks it about random polygons.

    #[test]
    fn whole_pixels_are_counted_as_they_are() {
        assert_eq!(mask(&[[1., 1.], [5., 1.], [5., 4.], [1., 4.]]), 12);
        assert_eq!(mask(&[[0., 0.], [600., 0.], [600., 400.], [0., 400.]]), 240_000);
        assert_eq!(mask(&[[599., 399.], [600., 399.], [600., 400.], [599., 400.]]), 1);
    }

    #[test]
    fn what_lies_inside_twice_is_outside() {
        assert_eq!(mask(&[[10., 10.], [110., 110.], [110., 10.], [10., 110.]]), 5000);
    }

    #[test]
    fn only_pixels_of_the_image_count() {
        assert_eq!(mask(&[[-10., -10.], [10., -10.], [10., 10.], [-10., 10.]]), 100);
        assert_eq!(mask(&[[590., 390.], [900., 390.], [900., 900.], [590., 900.]]), 100);
        assert_eq!(mask(&[[700., 0.], [900., 0.], [900., 900.]]), 0);
    }

    #[test]
    fn a_sliver_between_the_middles_of_pixels_has_none() {
        assert_eq!(mask(&[[10., 50.], [100., 50.01], [200., 50.]]), 0);
    }

    #[test]
    fn ten_thousand_points_across_a_large_image_take_no_more_than_bands() {
        let frame = Frame { width: 1_000, height: 20_000 };
        let saw: Vec<_> = (0..10_000).map(|n| Point::px(if n % 2 == 0 { 0 } else { 1_000 }, 2 * n)).collect();
        assert_eq!(area(&saw, frame), 6_249_000);
    }
}
