//! TORSO-21's YAML: images by name, each with its size and its labels, *not in image* among them.
//!
//! Source: the README of the data set TORSO-21 of the Hamburg Bit-Bots, "The annotations are in the following format".

#[cfg(test)]
mod tests;

use std::{fmt::Write as _, io};

use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer, text::yaml_text};
use crate::Shape;

/// Writes one `annotations.yaml`.
#[derive(Debug)]
pub struct Torso {
    set: LabelledSet,
    any: bool,
    report: Report,
}

impl Torso {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, any: false, report: Report::default() }
    }

    fn label(&self, label: &Label) -> Result<String, Loss> {
        let name = yaml_text(&self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.name);
        if label.shape == Shape::NotInImage {
            return Ok(format!("    - {{in_image: false, type: {name}}}\n"));
        }
        let mut vector = String::new();
        for node in label.shape.nodes() {
            let comma = if vector.is_empty() { "" } else { ", " };
            write!(vector, "{comma}[{}, {}]", node.x, node.y).expect("a String takes everything");
        }
        Ok(format!(
            "    - {{blurred: {}, concealed: {}, in_image: true, type: {name}, vector: [{vector}]}}\n",
            label.blurred, label.concealed
        ))
    }
}

impl Writer for Torso {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("annotations.yaml")?;
        sink.write_all(b"images:")
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        self.any = true;
        let name = FileName::of(image).to_string();
        if name != image.name {
            self.report.count(Loss::FileName);
        }
        write!(sink, "\n  {}:\n    annotations:", yaml_text(&name))?;
        let mut none = " []\n";
        for label in &image.labels {
            match self.label(label) {
                Ok(row) => {
                    sink.write_all(std::mem::take(&mut none).replace(" []", "").as_bytes())?;
                    sink.write_all(row.as_bytes())?;
                }
                Err(loss) => self.report.count(loss),
            }
        }
        sink.write_all(none.as_bytes())?;
        let (set, frame) = (yaml_text(&self.set.name), image.frame);
        write!(
            sink,
            "    height: {}\n    id: {}\n    metadata: {{imageset: {set}}}\n    width: {}",
            frame.height,
            yaml_text(&image.image.to_string()),
            frame.width
        )
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        sink.write_all(if self.any { b"\n" } else { b" {}\n" })
    }

    fn report(&self) -> &Report {
        &self.report
    }
}
