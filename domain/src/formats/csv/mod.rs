//! CSV: one table with all that is known, a row for each label, and one for each image without labels.
//!
//! For spreadsheets, data frames and databases; RFC 4180, UTF-8, a head line. It loses nothing.

#[cfg(test)]
mod tests;

use std::io;

use super::{
    FileName, Label, LabelledImage, LabelledSet, Report, Sink, Writer,
    text::{csv_cell, csv_name},
};
use crate::Point;

/// Writes one `labels.csv`.
#[derive(Debug)]
pub struct Csv {
    set: LabelledSet,
    report: Report,
}

const HEAD: &str = "image_id,file_name,name,source_path,sha256,width,height,\
                    label_id,revision,class,class_number,shape,points,x,y,w,h,blurred,concealed,author\n";

/// Cells of a label in the row of an image without labels.
const NO_LABEL: &str = ",,,,,,,,,,,,";

impl Csv {
    pub fn new(set: LabelledSet) -> Self {
        Self { set, report: Report::default() }
    }

    fn label(&self, label: &Label) -> io::Result<String> {
        let kind = self.set.type_of(label);
        let kind = kind.ok_or_else(|| io::Error::other("a label's annotation type is missing in its set"))?;
        let nodes = label.shape.nodes();
        let points = if nodes.is_empty() { String::new() } else { csv_cell(&json(nodes)) };
        let bounds = label.shape.bounds().map_or_else(
            || ",,,".to_owned(),
            |(min, max)| format!("{},{},{},{}", min.x, min.y, min.x.distance(max.x), min.y.distance(max.y)),
        );
        Ok(format!(
            "{},{},{},{},{},{points},{bounds},{},{},{}",
            label.annotation,
            label.revision,
            csv_name(&kind.name),
            kind.number,
            label.shape.code(),
            label.blurred,
            label.concealed,
            label.author
        ))
    }
}

impl Writer for Csv {
    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start("labels.csv")?;
        sink.write_all(HEAD.as_bytes())
    }

    fn image(&mut self, _: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let of_image = format!(
            "{},{},{},{},{},{},{}",
            image.image,
            csv_name(&FileName::of(image).to_string()),
            csv_name(&image.name),
            csv_name(&image.path),
            image.digest,
            image.frame.width,
            image.frame.height
        );
        if image.labels.is_empty() {
            return writeln!(sink, "{of_image},{NO_LABEL}");
        }
        for label in &image.labels {
            writeln!(sink, "{of_image},{}", self.label(label)?)?;
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

/// `[[x, y], …]`.
fn json(nodes: &[Point]) -> String {
    let nodes: Vec<_> = nodes.iter().map(|node| format!("[{},{}]", node.x, node.y)).collect();
    format!("[{}]", nodes.join(","))
}
