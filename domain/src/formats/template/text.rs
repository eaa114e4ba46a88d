//! Writes a set in a team's own format: one text file, label by label.

use std::io::{self, Write};

use super::{
    Template,
    named_set::NamedSet,
    parse::Piece,
    placeholder::{OfBase, OfFileName},
    scene::Scene,
};
use crate::{
    TransferId,
    formats::{FileName, LabelledImage, LabelledSet, Report, Sink, Writer},
};

/// The writer of template formats. Even one label is never kept as text: its nodes may fill gigabytes.
#[derive(Debug)]
pub struct TextWriter {
    template: Template,
    set: NamedSet,
    export: TransferId,
    /// How much of the base template is written.
    written: usize,
    report: Report,
}

impl TextWriter {
    pub fn new(template: Template, set: LabelledSet, export: TransferId) -> Self {
        Self { template, set: NamedSet::new(set), export, written: 0, report: Report::default() }
    }

    /// The one file's name, in the team's own words.
    pub fn file_name(&self) -> String {
        let name: String = self.template.file_name.0.iter().map(|piece| self.part_of_name(piece)).collect();
        FileName::safe(&name).to_string()
    }

    fn part_of_name(&self, piece: &Piece<OfFileName>) -> String {
        match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(OfFileName::Set(value)) => self.set.text(*value).to_owned(),
            Piece::Value(OfFileName::ExportId) => self.export.to_string(),
            Piece::When(..) => String::new(),
        }
    }

    /// Writes the base template up to and including the line break that begins its next content.
    fn base(&mut self, out: &mut dyn Sink) -> io::Result<()> {
        for piece in &self.template.base.0[self.written..] {
            self.written += 1;
            match piece {
                Piece::Text(text) => out.write_all(text.as_bytes())?,
                Piece::Value(OfBase::Set(value)) => out.write_all(self.set.text(*value).as_bytes())?,
                Piece::Value(OfBase::Content) => return out.write_all(b"\n"),
                Piece::When(..) => {}
            }
        }
        Ok(())
    }
}

impl Writer for TextWriter {
    fn passes(&self) -> usize {
        self.template.contents()
    }

    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.start(&self.file_name())?;
        self.base(sink)
    }

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()> {
        let mut labels = Vec::with_capacity(image.labels.len());
        for label in &image.labels {
            sink.go_on()?;
            match self.template.excludes(label) {
                None => labels.push(label),
                Some(loss) if pass == 0 => self.report.count(loss),
                Some(_) => {}
            }
        }
        let mut out = io::BufWriter::new(sink);
        Scene::new(&self.template, &self.set, image).write(&labels, &mut out)?;
        out.flush()
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        self.base(sink)
    }

    fn report(&self) -> &Report {
        &self.report
    }
}
