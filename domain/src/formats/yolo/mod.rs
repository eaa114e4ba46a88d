//! YOLO as Ultralytics and its kin read it: a text file of labels for each image, and `data.yaml`.
//!
//! One kind of row for the whole set, because a file with boxes and polygons is dropped as corrupt, and a set with both
//! kinds of files loses its polygons: boxes for models that detect, polygons for those that segment.
//!
//! A class is its type's number, whatever is selected or used. Readers refuse numbers with gaps, so `names` lists all types
//! of the site, those too of which YOLO carries no label.

mod row;
mod texts;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use self::row::{RowForm, lost, row};
use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Part, Report, Sink, Writer};
use crate::{AnnotationTypeId, Frame, ShapeKind};

/// Writes `images.csv`, `data.yaml` and `README.txt`, then a file of labels for each image.
#[derive(Debug)]
pub struct Yolo {
    set: LabelledSet,
    rows: RowForm,
    /// Types with rows, and their numbers.
    classes: HashMap<AnnotationTypeId, u32>,
    /// Parts that have an image.
    parts: BTreeSet<Part>,
    report: Report,
}

impl Yolo {
    /// Rows are boxes, of polygons the boxes around them.
    pub fn detect(set: LabelledSet) -> Self {
        Self::new(set, RowForm::Boxes)
    }

    /// Rows are polygons, of boxes their four corners.
    pub fn segment(set: LabelledSet) -> Self {
        Self::new(set, RowForm::Polygons)
    }

    /// As requests have it that were stored before there was a choice: polygons as soon as a used type is one.
    pub fn undecided(set: LabelledSet) -> Self {
        let rows = if set.uses(ShapeKind::Polygon) { RowForm::Polygons } else { RowForm::Boxes };
        Self::new(set, rows)
    }

    fn new(set: LabelledSet, rows: RowForm) -> Self {
        let carried = set.types.iter().filter(|kind| lost(kind.shape).is_none());
        Self {
            rows,
            classes: carried.map(|kind| (kind.id, kind.number)).collect(),
            set,
            parts: BTreeSet::new(),
            report: Report::default(),
        }
    }

    fn list_image(&mut self, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::with_own_stem(image);
        let part = Part::of(image);
        self.parts.insert(part);
        if name.to_string() != image.name {
            self.report.count(Loss::FileName);
        }
        sink.write_all(texts::image_row(part.folder(), &name, image).as_bytes())
    }

    fn list_labels(&mut self, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let FileName { stem, .. } = FileName::with_own_stem(image);
        sink.start(&format!("labels/{}/{stem}.txt", Part::of(image).folder()))?;
        for label in &image.labels {
            match self.label(label, image.frame) {
                Ok(row) => sink.write_all(row.as_bytes())?,
                Err(loss) => self.report.count(loss),
            }
        }
        Ok(())
    }

    fn label(&mut self, label: &Label, frame: Frame) -> Result<String, Loss> {
        if let Some(loss) = label.shape.kind().map_or(Some(Loss::NotInImage), lost) {
            return Err(loss);
        }
        // A box or polygon under a type of another kind has no class.
        let class = self.classes.get(&label.annotation_type).ok_or(Loss::TypeNotSelected)?;
        let row = row(self.rows, *class, &label.shape, frame)?;
        if let Some(change) = self.rows.change(&label.shape) {
            self.report.count(change);
        }
        if label.blurred || label.concealed {
            self.report.count(Loss::Marks);
        }
        if row.no_pixel {
            self.report.count(Loss::NoPixel);
        }
        Ok(row.text)
    }
}

impl Writer for Yolo {
    fn passes(&self) -> usize {
        2
    }

    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("images.csv")?;
        sink.write_all(texts::IMAGES_HEAD.as_bytes())
    }

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        if pass == 0 { self.list_image(image, sink) } else { self.list_labels(image, sink) }
    }

    fn end_pass(&mut self, pass: usize, sink: &mut dyn Sink) -> io::Result<()> {
        if pass > 0 {
            return Ok(());
        }
        sink.start("data.yaml")?;
        sink.write_all(texts::data_yaml(&self.parts, &self.set.types).as_bytes())?;
        sink.start("README.txt")?;
        sink.write_all(texts::readme(&self.set, self.rows).as_bytes())
    }

    fn report(&self) -> &Report {
        &self.report
    }
}
