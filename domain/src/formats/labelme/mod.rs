//! LabelMe: one JSON file for each image, called like it, to lie beside it. It has all five shapes, and flags for marks.
//!
//! Source: `labelme/_label_file.py` of LabelMe 6.3, which refuses a file without `imageData` and one whose size is not the
//! image's.

#[cfg(test)]
mod tests;

use std::io;

use serde::Serialize;

use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::{Coordinate, ShapeKind};

/// Writes a file of labels for each image, also for one without labels.
#[derive(Debug)]
pub struct Labelme {
    set: LabelledSet,
    report: Report,
}

/// Field names are LabelMe's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LabelFile<'a> {
    version: &'static str,
    flags: NoFlags,
    shapes: Vec<ShapeRow<'a>>,
    image_path: String,
    image_data: Option<&'static str>,
    image_height: u32,
    image_width: u32,
}

#[derive(Serialize)]
struct NoFlags {}

#[derive(Serialize)]
struct ShapeRow<'a> {
    label: &'a str,
    points: Vec<[Coordinate; 2]>,
    group_id: Option<u64>,
    description: &'static str,
    shape_type: &'static str,
    flags: Marks,
    mask: Option<&'static str>,
}

#[derive(Serialize)]
struct Marks {
    blurred: bool,
    concealed: bool,
}

impl Labelme {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, report: Report::default() }
    }
}

fn row<'a>(set: &'a LabelledSet, label: &'a Label) -> Result<ShapeRow<'a>, Loss> {
    let shape_type = shape_type(label.shape.kind().ok_or(Loss::NotInImage)?);
    Ok(ShapeRow {
        label: &set.type_of(label).ok_or(Loss::TypeNotSelected)?.name,
        points: label.shape.nodes().iter().map(|node| [node.x, node.y]).collect(),
        group_id: None,
        description: "",
        shape_type,
        flags: Marks { blurred: label.blurred, concealed: label.concealed },
        mask: None,
    })
}

const fn shape_type(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::BoundingBox => "rectangle",
        ShapeKind::Point => "point",
        ShapeKind::Line => "line",
        ShapeKind::MultiLine => "linestrip",
        ShapeKind::Polygon => "polygon",
    }
}

impl Writer for Labelme {
    fn begin(&mut self, _: &mut dyn Sink) -> io::Result<()> {
        Ok(())
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::with_own_stem(image);
        let image_path = name.to_string();
        if image_path != image.name {
            self.report.count(Loss::FileName);
        }
        let mut shapes = vec![];
        for label in &image.labels {
            match row(&self.set, label) {
                Ok(row) => shapes.push(row),
                Err(loss) => self.report.count(loss),
            }
        }
        sink.start(&format!("{}.json", name.stem))?;
        let file = LabelFile {
            version: "6.3.1",
            flags: NoFlags {},
            shapes,
            image_path,
            image_data: None,
            image_height: image.frame.height,
            image_width: image.frame.width,
        };
        serde_json::to_writer_pretty(&mut *sink, &file)?;
        sink.write_all(b"\n")
    }

    fn end_pass(&mut self, _: usize, _: &mut dyn Sink) -> io::Result<()> {
        Ok(())
    }

    fn report(&self) -> &Report {
        &self.report
    }
}
