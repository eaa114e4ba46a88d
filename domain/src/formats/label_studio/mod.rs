//! Label Studio: tasks with annotations, and the labelling configuration that they belong to.
//!
//! Numbers are percents of the image. Names of tags in the results must be those of the configuration. It has no lines.
//!
//! Source: Label Studio's documentation, "Label Studio JSON format of annotated tasks", and the converter of its SDK.

mod config;
#[cfg(test)]
mod tests;

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::{FileName, JsonRows, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer};
use crate::{Coordinate, Frame, Point, ShapeKind};

/// Writes `labeling_config.xml`, `README.txt` and `tasks.json`.
#[derive(Debug)]
pub struct LabelStudio {
    set: LabelledSet,
    tasks: u64,
    rows: JsonRows,
    report: Report,
}

/// A kind of region: what the result and the configuration call it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Control {
    /// Key of the classes in a result, and its type.
    result: &'static str,
    /// Of the tag in the configuration.
    tag: &'static str,
    /// By which a result names its tag.
    name: &'static str,
}

const BOXES: Control = Control { result: "rectanglelabels", tag: "RectangleLabels", name: "boxes" };
const POLYGONS: Control = Control { result: "polygonlabels", tag: "PolygonLabels", name: "polygons" };
const POINTS: Control = Control { result: "keypointlabels", tag: "KeyPointLabels", name: "points" };
const MARKS: &str = "marks";
const IMAGE: &str = "image";

/// Width of a point, in percent of the image's width.
const POINT_WIDTH: f64 = 0.5;

#[derive(Serialize)]
struct Task {
    /// From 1; the converter asks for it.
    id: u64,
    data: Data,
    annotations: [Annotation; 1],
}

#[derive(Serialize)]
struct Data {
    image: String,
    image_id: String,
    sha256: String,
}

#[derive(Serialize)]
struct Annotation {
    result: Vec<Value>,
    was_cancelled: bool,
}

impl LabelStudio {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, tasks: 0, rows: JsonRows::default(), report: Report::default() }
    }

    /// The region, and what is said of it.
    fn results(&self, label: &Label, frame: Frame) -> Result<Vec<Value>, Loss> {
        let kind = label.shape.kind().ok_or(Loss::NotInImage)?;
        let control = control_of(kind).ok_or(Loss::Shape(kind))?;
        let class = &self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.name;
        let place = place(kind, label.shape.nodes(), frame);
        let result = |kind: &str, from: &str, chosen: Value| {
            let mut value = place.clone();
            value[kind] = chosen;
            json!({
                "id": label.annotation, "type": kind, "from_name": from, "to_name": IMAGE,
                "original_width": frame.width, "original_height": frame.height, "image_rotation": 0,
                "value": value,
            })
        };
        let mut results = vec![result(control.result, control.name, json!([class]))];
        let marks = [(label.blurred, "blurred"), (label.concealed, "concealed")];
        let marks: Vec<_> = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| *mark).collect();
        if !marks.is_empty() {
            results.push(result("choices", MARKS, json!(marks)));
        }
        Ok(results)
    }
}

impl Writer for LabelStudio {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("labeling_config.xml")?;
        sink.write_all(config::xml(&self.set).as_bytes())?;
        sink.start("README.txt")?;
        sink.write_all(config::readme(&self.set).as_bytes())?;
        sink.start("tasks.json")?;
        sink.write_all(b"[")
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::of(image).to_string();
        if name != image.name {
            self.report.count(Loss::FileName);
        }
        let mut result = vec![];
        for label in &image.labels {
            match self.results(label, image.frame) {
                Ok(regions) => result.extend(regions),
                Err(loss) => self.report.count(loss),
            }
        }
        let data = Data { image: name, image_id: image.image.to_string(), sha256: image.digest.to_string() };
        self.tasks += 1;
        let annotations = [Annotation { result, was_cancelled: false }];
        self.rows.write(&Task { id: self.tasks, data, annotations }, sink)
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        self.rows.next("\n]\n", sink)
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

const fn control_of(kind: ShapeKind) -> Option<Control> {
    match kind {
        ShapeKind::BoundingBox => Some(BOXES),
        ShapeKind::Polygon => Some(POLYGONS),
        ShapeKind::Point => Some(POINTS),
        ShapeKind::Line | ShapeKind::MultiLine => None,
    }
}

fn place(kind: ShapeKind, nodes: &[Point], frame: Frame) -> Value {
    let x = |x: Coordinate| percent(x, frame.width);
    let y = |y: Coordinate| percent(y, frame.height);
    match (kind, nodes) {
        (ShapeKind::BoundingBox, [min, max]) => json!({
            "x": x(min.x), "y": y(min.y), "width": x(min.x.distance(max.x)), "height": y(min.y.distance(max.y)),
            "rotation": 0,
        }),
        (ShapeKind::Point, [point]) => json!({"x": x(point.x), "y": y(point.y), "width": POINT_WIDTH}),
        (_, nodes) => {
            let points: Vec<_> = nodes.iter().map(|node| [x(node.x), y(node.y)]).collect();
            json!({"points": points, "closed": true})
        }
    }
}

fn percent(coordinate: Coordinate, side: u32) -> f64 {
    coordinate.pixels() * 100.0 / f64::from(side)
}
