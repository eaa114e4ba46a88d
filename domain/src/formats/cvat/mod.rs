//! CVAT for images 1.1: one XML file with all five shapes. *Concealed* is CVAT's `occluded`, *blurred* an attribute.
//!
//! Source: CVAT's documentation, "CVAT for images 1.1", and Datumaro's reader. CVAT writes two decimals and reads more, so no
//! coordinate is rounded. It looks for images by their names.

#[cfg(test)]
mod tests;

use std::{fmt::Write as _, io};

use super::{FileName, Label, LabelledImage, LabelledSet, Loss, Report, Sink, Writer, text::xml_text};
use crate::{Point, ShapeKind};

/// Writes one `annotations.xml`.
#[derive(Debug)]
pub struct Cvat {
    set: LabelledSet,
    /// Images so far: CVAT counts them from 0.
    images: u64,
    report: Report,
}

impl Cvat {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, images: 0, report: Report::default() }
    }

    /// The labels that a task has to have before the file is uploaded to it.
    fn head(&self) -> String {
        let mut head = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n<version>1.1</version>\n<meta><task>\
             <name>{}</name><mode>annotation</mode>\n<labels>\n",
            xml_text(&self.set.name)
        );
        for kind in &self.set.types {
            let (name, element) = (xml_text(&kind.name), element_of(kind.shape));
            let shape = if element == "box" { "rectangle" } else { element };
            writeln!(
                head,
                "<label><name>{name}</name><type>{shape}</type><attributes><attribute><name>blurred</name>\
                 <mutable>False</mutable><input_type>checkbox</input_type><default_value>false</default_value>\
                 <values>false</values></attribute></attributes></label>"
            )
            .expect("a String takes everything");
        }
        head + "</labels>\n</task></meta>\n"
    }

    fn label(&self, label: &Label) -> Result<String, Loss> {
        let kind = label.shape.kind().ok_or(Loss::NotInImage)?;
        let name = &self.set.type_of(label).ok_or(Loss::TypeNotSelected)?.name;
        let element = element_of(kind);
        let place = match (kind, label.shape.nodes()) {
            (ShapeKind::BoundingBox, [min, max]) => {
                format!("xtl=\"{}\" ytl=\"{}\" xbr=\"{}\" ybr=\"{}\"", min.x, min.y, max.x, max.y)
            }
            (_, nodes) => format!("points=\"{}\"", points(nodes)),
        };
        Ok(format!(
            "<{element} label=\"{}\" source=\"manual\" occluded=\"{}\" {place} z_order=\"0\">\
             <attribute name=\"blurred\">{}</attribute></{element}>\n",
            xml_text(name),
            u8::from(label.concealed),
            label.blurred
        ))
    }
}

impl Writer for Cvat {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("annotations.xml")?;
        sink.write_all(self.head().as_bytes())
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let name = FileName::of(image).to_string();
        if name != image.name {
            self.report.count(Loss::FileName);
        }
        writeln!(
            sink,
            "<image id=\"{}\" name=\"{}\" width=\"{}\" height=\"{}\">",
            self.images,
            xml_text(&name),
            image.frame.width,
            image.frame.height
        )?;
        self.images += 1;
        for label in &image.labels {
            match self.label(label) {
                Ok(row) => sink.write_all(row.as_bytes())?,
                Err(loss) => self.report.count(loss),
            }
        }
        sink.write_all(b"</image>\n")
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        sink.write_all(b"</annotations>\n")
    }

    fn report(&self) -> &Report {
        &self.report
    }
}

const fn element_of(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::BoundingBox => "box",
        ShapeKind::Point => "points",
        ShapeKind::Line | ShapeKind::MultiLine => "polyline",
        ShapeKind::Polygon => "polygon",
    }
}

fn points(nodes: &[Point]) -> String {
    nodes.iter().map(|node| format!("{},{}", node.x, node.y)).collect::<Vec<_>>().join(";")
}
