//! COCO JSON: boxes, polygons, and points as keypoints. Images first, then annotations, so two passes.

mod row;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, io};

use serde::Serialize;

use self::row::{AnnotationRow, CategoryRow, ImageRow, Info};
use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::AnnotationTypeId;

/// Writes one `annotations.json`. Ids count from 1: an annotation 0 silently matches nothing in pycocotools.
#[derive(Debug)]
pub struct Coco {
    set: LabelledSet,
    categories: HashMap<AnnotationTypeId, u64>,
    /// Images seen in the present pass.
    images: u64,
    /// Images seen in the first pass.
    all_images: u64,
    annotations: u64,
    rows: JsonRows,
    report: Report,
}

/// Rows of a JSON array, one a line.
#[derive(Debug, Default)]
struct JsonRows {
    any: bool,
    line: Vec<u8>,
}

const FILE: &str = "annotations.json";

impl Coco {
    /// Categories are numbered as the set lists its types, whether they occur or not.
    pub fn new(set: LabelledSet) -> Self {
        let categories = set.types.iter().map(|kind| kind.id).zip(1..).collect();
        Self {
            set,
            categories,
            images: 0,
            all_images: 0,
            annotations: 0,
            rows: JsonRows::default(),
            report: Report::default(),
        }
    }

    fn list_image(&mut self, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let file_name = FileName::of(image).to_string();
        if file_name != image.name {
            self.report.count(Loss::FileName);
        }
        self.rows.write(&ImageRow::new(self.images, file_name, image), sink)
    }

    fn list_label(&mut self, label: &Label, sink: &mut dyn Sink) -> io::Result<()> {
        let Some(category) = self.categories.get(&label.annotation_type) else {
            return Err(io::Error::other("a label's annotation type is missing in its set"));
        };
        match AnnotationRow::new(self.annotations + 1, self.images, *category, label) {
            Ok(annotation) => {
                self.annotations += 1;
                self.rows.write(&annotation, sink)
            }
            Err(loss) => {
                self.report.count(loss);
                Ok(())
            }
        }
    }
}

impl Writer for Coco {
    fn passes(&self) -> usize {
        2
    }

    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start(FILE)?;
        sink.write_all(b"{\"info\":")?;
        serde_json::to_writer(&mut *sink, &Info::new(&self.set))?;
        sink.write_all(b",\n\"licenses\":[],\n\"categories\":[")?;
        for (id, annotation_type) in (1..).zip(&self.set.types) {
            self.rows.write(&CategoryRow::new(id, annotation_type), sink)?;
        }
        self.rows.next("],\n\"images\":[", sink)
    }

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        self.images += 1;
        match pass {
            0 => self.list_image(image, sink),
            _ => image.labels.iter().try_for_each(|label| self.list_label(label, sink)),
        }
    }

    fn end_pass(&mut self, pass: usize, sink: &mut dyn Sink) -> io::Result<()> {
        if pass == 0 {
            self.all_images = std::mem::take(&mut self.images);
            return self.rows.next("],\n\"annotations\":[", sink);
        }
        if self.images != self.all_images {
            return Err(io::Error::other("the second pass did not have the images of the first"));
        }
        self.rows.next("]}\n", sink)
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

impl JsonRows {
    fn write(&mut self, row: &impl Serialize, sink: &mut dyn Sink) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(if self.any { b",\n" } else { b"\n" });
        serde_json::to_writer(&mut self.line, row)?;
        self.any = true;
        sink.write_all(&self.line)
    }

    fn next(&mut self, between: &str, sink: &mut dyn Sink) -> io::Result<()> {
        self.any = false;
        sink.write_all(between.as_bytes())
    }
}
