//! COCO JSON: boxes, polygons, and points and lines as keypoints. Images first, then annotations, so two passes.
//!
//! Category ids are the types' numbers plus 1, whatever is selected or used. Categories are all types that COCO can carry:
//! files of several sets, and of one set at several times, can be trained on together.
//!
//! Every row has a segmentation: `annToMask` of pycocotools stops at one that has none. A box has its four corners, and so
//! has the box around keypoints. `area` is that of the mask which pycocotools makes of the segmentation, as in COCO's own
//! files: evaluation sorts labels by it into small, medium and large, and does the same with the masks it is given.

mod category;
mod row;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, io};

use self::{
    category::{Carried, Category, CategoryRow},
    row::{AnnotationRow, ImageRow, Info},
};
use super::{FileName, JsonRows, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::{AnnotationTypeId, Frame, ShapeKind};

/// Writes one `annotations.json`. Ids count from 1: an annotation 0 silently matches nothing in pycocotools.
#[derive(Debug)]
pub struct Coco {
    set: LabelledSet,
    categories: HashMap<AnnotationTypeId, Category>,
    /// Rows without keypoints say that they have none: evaluation of keypoints asks every row.
    has_keypoints: bool,
    /// A box cannot be told from a polygon of four corners.
    has_polygons: bool,
    /// Images seen in the present pass.
    images: u64,
    /// Images seen in the first pass.
    all_images: u64,
    annotations: u64,
    rows: JsonRows,
    report: Report,
}

const FILE: &str = "annotations.json";

impl Coco {
    pub fn new(set: LabelledSet) -> Self {
        let categories: HashMap<_, _> = set.types.iter().map(|kind| (kind.id, Category::of(kind))).collect();
        let is_keypoints = |category: &Category| matches!(category.carried, Ok(Carried::Keypoints(_)));
        Self {
            has_keypoints: set.types.iter().any(|kind| kind.used && is_keypoints(&categories[&kind.id])),
            has_polygons: set.uses(ShapeKind::Polygon),
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

    fn list_label(&mut self, label: &Label, frame: Frame, sink: &mut dyn Sink) -> io::Result<()> {
        let Some(category) = self.categories.get(&label.annotation_type) else {
            return Err(io::Error::other("a label's annotation type is missing in its set"));
        };
        let mut row = match AnnotationRow::new(self.images, *category, label, frame) {
            Ok(row) => row,
            Err(loss) => {
                self.report.count(loss);
                return Ok(());
            }
        };
        self.annotations += 1;
        row.id = self.annotations;
        row.say_keypoints(self.has_keypoints);
        let is_box = label.shape.kind() == Some(ShapeKind::BoundingBox);
        if is_box && self.has_polygons {
            self.report.count(Loss::BoxAsPolygon);
        }
        if row.area == 0 {
            self.report.count(Loss::NoPixel);
        }
        self.rows.write(&row, sink)
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
        for kind in &self.set.types {
            let category = self.categories[&kind.id];
            if let Ok(carried) = category.carried {
                self.rows.write(&CategoryRow::new(category.id, &kind.name, carried), sink)?;
            }
        }
        self.rows.next("],\n\"images\":[", sink)
    }

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        self.images += 1;
        match pass {
            0 => self.list_image(image, sink),
            _ => image.labels.iter().try_for_each(|label| self.list_label(label, image.frame, sink)),
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
