//! Datumaro: one JSON file with all five shapes and marks as attributes. A class is its type's number.
//!
//! Source: Datumaro's documentation, "Datumaro format", and its reader. `size` is height, then width; a point has a visibility.

#[cfg(test)]
mod tests;

use std::io;

use serde::Serialize;

use super::{FileName, JsonRows, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::{Coordinate, Point, ShapeKind};

/// Writes `annotations/default.json`: the images are one subset.
#[derive(Debug)]
pub struct Datumaro {
    set: LabelledSet,
    labels: u64,
    rows: JsonRows,
    report: Report,
}

#[derive(Serialize)]
struct Class<'a> {
    name: &'a str,
    parent: &'static str,
    attributes: [&'static str; 0],
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    annotations: Vec<Annotation>,
    image: ImageFile,
}

#[derive(Serialize)]
struct ImageFile {
    path: String,
    /// Height, width.
    size: [u32; 2],
}

#[derive(Serialize)]
struct Annotation {
    id: u64,
    #[serde(rename = "type")]
    kind: &'static str,
    attributes: Marks,
    group: u8,
    label_id: u32,
    z_order: u8,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Marks {
    blurred: bool,
    occluded: bool,
}

/// Field names are Datumaro's.
#[derive(Serialize)]
#[serde(untagged)]
enum Place {
    Box { bbox: [Coordinate; 4] },
    Nodes { points: Vec<Coordinate> },
    Point { points: [Coordinate; 2], visibility: [u8; 1] },
}

impl Datumaro {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, labels: 0, rows: JsonRows::default(), report: Report::default() }
    }

    fn annotation(&mut self, label: &Label) -> Result<Annotation, Loss> {
        let kind = label.shape.kind().ok_or(Loss::NotInImage)?;
        let label_id = self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.number;
        self.labels += 1;
        Ok(Annotation {
            id: self.labels,
            kind: name_of(kind),
            attributes: Marks { blurred: label.blurred, occluded: label.concealed },
            group: 0,
            label_id,
            z_order: 0,
            place: place(kind, label.shape.nodes()),
        })
    }
}

impl Writer for Datumaro {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("annotations/default.json")?;
        sink.write_all(
            b"{\"dm_format_version\":\"1.0\",\"infos\":{},\"categories\":{\"label\":{\"labels\":[",
        )?;
        for kind in &self.set.types {
            self.rows.write(&Class { name: &kind.name, parent: "", attributes: [] }, sink)?;
        }
        self.rows.next("],\"attributes\":[\"blurred\",\"occluded\"]}},\n\"items\":[", sink)
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::with_own_stem(image);
        let path = name.to_string();
        if path != image.name {
            self.report.count(Loss::FileName);
        }
        let mut annotations = vec![];
        for label in &image.labels {
            match self.annotation(label) {
                Ok(annotation) => annotations.push(annotation),
                Err(loss) => self.report.count(loss),
            }
        }
        let size = [image.frame.height, image.frame.width];
        self.rows.write(&Item { id: &name.stem, annotations, image: ImageFile { path, size } }, sink)
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        self.rows.next("]}\n", sink)
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

const fn name_of(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::BoundingBox => "bbox",
        ShapeKind::Point => "points",
        ShapeKind::Line | ShapeKind::MultiLine => "polyline",
        ShapeKind::Polygon => "polygon",
    }
}

fn place(kind: ShapeKind, nodes: &[Point]) -> Place {
    /// Of 0 absent, 1 hidden, 2 visible.
    const VISIBLE: u8 = 2;
    match (kind, nodes) {
        (ShapeKind::BoundingBox, [min, max]) => {
            Place::Box { bbox: [min.x, min.y, min.x.distance(max.x), min.y.distance(max.y)] }
        }
        (ShapeKind::Point, [point]) => Place::Point { points: [point.x, point.y], visibility: [VISIBLE] },
        (_, nodes) => Place::Nodes { points: nodes.iter().flat_map(|node| [node.x, node.y]).collect() },
    }
}
