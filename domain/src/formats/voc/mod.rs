//! Pascal VOC: an XML file for each image, lists of images, and `labelmap.txt`. Boxes only, in whole pixels.
//!
//! Readers differ by a pixel. The devkit counts pixels from 1 and takes both ends for a part of the box, so a box from 10.2 to
//! 40 covers the pixels 11 to 40; supervision reads it so. Datumaro and others take the same numbers for edges, counted from
//! 0, hence `voc_zero`. Whole numbers, since torchvision stops at others.
//!
//! Source: "The PASCAL Visual Object Classes Challenge 2012 Development Kit", section 4, and the readers named.

#[cfg(test)]
mod tests;

use std::io;

use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Part, Report, Sink, Writer, text::xml_text};
use crate::{Coordinate, Frame, ShapeKind};

/// Writes `Annotations`, `ImageSets/Main`, `labelmap.txt` and `README.txt`.
#[derive(Debug)]
pub struct Voc {
    set: LabelledSet,
    /// What the first pixel is called: 1 for the devkit, 0 for those who take numbers for edges.
    first: i64,
    report: Report,
}

/// Pixels from `left` and `top` on, up to `right` and `bottom`, which do not belong to it any more.
struct PixelBox {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Voc {
    /// As the devkit has it.
    pub fn devkit(set: LabelledSet) -> Self {
        Self { set, first: 1, report: Report::default() }
    }

    /// With edges, counted from 0.
    pub fn zero(set: LabelledSet) -> Self {
        Self { set, first: 0, report: Report::default() }
    }

    fn labels(&mut self, image: &LabelledImage, name: &FileName) -> String {
        let Frame { width, height } = image.frame;
        let mut xml = format!(
            "<annotation>\n<folder>JPEGImages</folder>\n<filename>{}</filename>\n<source><database>{}</database></source>\n\
             <size><width>{width}</width><height>{height}</height><depth>3</depth></size>\n<segmented>0</segmented>\n",
            xml_text(&name.to_string()),
            xml_text(&self.set.name)
        );
        for label in &image.labels {
            match self.label(label, image.frame) {
                Ok(object) => xml.push_str(&object),
                Err(loss) => self.report.count(loss),
            }
        }
        xml + "</annotation>\n"
    }

    fn label(&mut self, label: &Label, frame: Frame) -> Result<String, Loss> {
        let kind = label.shape.kind().ok_or(Loss::NotInImage)?;
        match kind {
            ShapeKind::BoundingBox | ShapeKind::Polygon => {}
            ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine => return Err(Loss::Shape(kind)),
        }
        let name = xml_text(&self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.name);
        let (pixels, is_rounded) = PixelBox::around(label, frame)?;
        let losses = [
            (kind == ShapeKind::Polygon, Loss::PolygonAsBox),
            (is_rounded, Loss::Rounded),
            (label.blurred, Loss::Marks),
        ];
        losses.iter().filter(|(is_lost, _)| *is_lost).for_each(|(_, loss)| self.report.count(*loss));
        Ok(format!(
            "<object>\n<name>{name}</name>\n<pose>Unspecified</pose>\n<truncated>0</truncated>\n<difficult>0</difficult>\n\
             <occluded>{}</occluded>\n<bndbox><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax></bndbox>\n\
             </object>\n",
            u8::from(label.concealed),
            pixels.left + self.first,
            pixels.top + self.first,
            pixels.right,
            pixels.bottom
        ))
    }

    /// Datumaro knows no class that is not declared here; numbers are by line, and the first is the background.
    fn label_map(&self) -> String {
        let lines = self.set.types.iter().map(|kind| {
            // A colon ends the name.
            format!("{}:::\n", kind.name.replace(':', "_"))
        });
        format!("# label:color_rgb:parts:actions\nbackground:0,0,0::\n{}", lines.collect::<String>())
    }

    fn readme(&self) -> String {
        let numbers = if self.first == 1 {
            "the devkit's convention: pixels are counted from 1, and xmax and ymax belong to the box"
        } else {
            "edges, counted from 0: xmax - xmin is the width"
        };
        format!(
            "Labels of the image set {}, log position {}, as Pascal VOC.\n\n\
             Numbers are whole pixels by {numbers}.\n\
             Of a polygon, the box around it is written. Concealed is <occluded>.\n\
             The image files belong in JPEGImages, under the names in <filename>.\n\
             About one image in five is in val. The bytes of the image decide, so it keeps its part in later exports.\n",
            self.set.name, self.set.position
        )
    }
}

impl Writer for Voc {
    /// Annotations, then the list of each part.
    fn passes(&self) -> usize {
        1 + Part::ALL.len()
    }

    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("labelmap.txt")?;
        sink.write_all(self.label_map().as_bytes())?;
        sink.start("README.txt")?;
        sink.write_all(self.readme().as_bytes())
    }

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::with_own_stem(image);
        let Some(part) = pass.checked_sub(1) else {
            if name.to_string() != image.name {
                self.report.count(Loss::FileName);
            }
            let labels = self.labels(image, &name);
            sink.start(&format!("Annotations/{}.xml", name.stem))?;
            return sink.write_all(labels.as_bytes());
        };
        if Part::ALL[part] == Part::of(image) { writeln!(sink, "{}", name.stem) } else { Ok(()) }
    }

    fn end_pass(&mut self, pass: usize, sink: &mut dyn Sink) -> io::Result<()> {
        match Part::ALL.get(pass) {
            Some(part) => sink.start(&format!("ImageSets/Main/{}.txt", part.folder())),
            None => Ok(()),
        }
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

impl PixelBox {
    /// The pixels that the label touches, and whether it ends between them. Fails where none of them is in the image.
    fn around(label: &Label, frame: Frame) -> Result<(Self, bool), Loss> {
        const PIXEL: i64 = Coordinate::px(1).micro();
        if label.shape.is_flat() {
            return Err(Loss::NoArea);
        }
        let (min, max) = label.shape.bounds().ok_or(Loss::NotInImage)?;
        let edges = [min.x, min.y, max.x, max.y].map(Coordinate::micro);
        let [left, top, right, bottom] = edges;
        let down = |micro: i64| micro.div_euclid(PIXEL).max(0);
        let up = |micro: i64, side: u32| (micro + PIXEL - 1).div_euclid(PIXEL).min(i64::from(side));
        let pixels = Self {
            left: down(left),
            top: down(top),
            right: up(right, frame.width),
            bottom: up(bottom, frame.height),
        };
        if pixels.right <= pixels.left || pixels.bottom <= pixels.top {
            return Err(Loss::Outside);
        }
        Ok((pixels, edges.iter().any(|edge| edge % PIXEL != 0)))
    }
}
