//! ImageTagger's label file, one label a line: `image|type|{"x1":10,…}|flags`, and `image|type|not in image`.
//!
//! Source: `annotations/views.py` of ImageTagger, which reads this when labels are uploaded. It takes whole numbers only.
//! (Boxes are at least a pixel wide and high, there and here.) A line has no place for a name with a bar in it.

#[cfg(test)]
mod tests;

use std::{fmt::Write as _, io};

use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::{Coordinate, Point, Shape};

/// Writes one `labels.txt`.
#[derive(Debug)]
pub struct Imagetagger {
    set: LabelledSet,
    report: Report,
}

impl Imagetagger {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, report: Report::default() }
    }

    fn line(&mut self, image: &str, label: &Label) -> Result<String, Loss> {
        let name = &self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.name;
        if name.contains(['|', '\n', '\r']) {
            return Err(Loss::TypeName);
        }
        if label.shape == Shape::NotInImage {
            return Ok(format!("{image}|{name}|not in image\n"));
        }
        let nodes = label.shape.nodes();
        let whole: Vec<_> = nodes.iter().map(|node| [node.x, node.y].map(nearest_pixel)).collect();
        let mut vector = String::new();
        for (number, [x, y]) in (1..).zip(&whole) {
            let comma = if number > 1 { ", " } else { "" };
            write!(vector, "{comma}\"x{number}\": {x}, \"y{number}\": {y}")
                .expect("a String takes everything");
        }
        let flags =
            format!("{}{}", if label.blurred { "b" } else { "" }, if label.concealed { "c" } else { "" });
        let line = format!("{image}|{name}|{{{vector}}}|{flags}\n");
        if nodes.iter().any(|node| !is_whole(node)) {
            self.report.count(Loss::Rounded);
        }
        Ok(line)
    }
}

impl Writer for Imagetagger {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("labels.txt")
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::of(image).to_string();
        if name != image.name {
            self.report.count(Loss::FileName);
        }
        for label in &image.labels {
            match self.line(&name, label) {
                Ok(line) => sink.write_all(line.as_bytes())?,
                Err(loss) => self.report.count(loss),
            }
        }
        Ok(())
    }

    fn end_pass(&mut self, _: usize, _: &mut dyn Sink) -> io::Result<()> {
        Ok(())
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

const PIXEL: i64 = Coordinate::px(1).micro();

/// Halves go up.
const fn nearest_pixel(coordinate: Coordinate) -> i64 {
    (coordinate.micro() + PIXEL / 2).div_euclid(PIXEL)
}

const fn is_whole(node: &Point) -> bool {
    node.x.micro() % PIXEL == 0 && node.y.micro() % PIXEL == 0
}
