//! Writes a set in a team's own format: one text file, label by label.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use super::{
    Template,
    parse::Piece,
    placeholder::{OfBase, OfFileName, OfSet},
    scene::Scene,
};
use crate::{
    AnnotationTypeId, TransferId,
    formats::{FileName, LabelledImage, LabelledSet, Report, Sink, Writer},
};

/// The writer of template formats. Even one label is never kept as text: its nodes may fill gigabytes.
#[derive(Debug)]
pub struct TextWriter {
    pub(super) template: Template,
    pub(super) set: LabelledSet,
    pub(super) type_names: HashMap<AnnotationTypeId, String>,
    export: TransferId,
    /// How much of the base template is written.
    written: usize,
    report: Report,
}

/// What a set without a team prints, as in ImageTagger.
const NO_TEAM: &str = "DeletedTeam";

impl TextWriter {
    pub fn new(template: Template, set: LabelledSet, export: TransferId) -> Self {
        let type_names = set.types.iter().map(|kind| (kind.id, kind.name.clone())).collect();
        Self { template, set, type_names, export, written: 0, report: Report::default() }
    }

    /// The one file's name, in the team's own words.
    pub fn file_name(&self) -> String {
        let name: String = self.template.file_name.0.iter().map(|piece| self.part_of_name(piece)).collect();
        FileName::safe(&name).to_string()
    }

    fn part_of_name(&self, piece: &Piece<OfFileName>) -> String {
        match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(OfFileName::Set(value)) => self.of_set(*value).to_owned(),
            Piece::Value(OfFileName::ExportId) => self.export.to_string(),
            Piece::When(..) => String::new(),
        }
    }

    pub(super) fn of_set(&self, value: OfSet) -> &str {
        match value {
            OfSet::Name => &self.set.name,
            OfSet::Description => &self.set.description,
            OfSet::Team => self.set.team.as_deref().unwrap_or(NO_TEAM),
            OfSet::Location => &self.set.location,
        }
    }

    /// Writes the base template up to and including the line break that begins its next content.
    fn base(&mut self, out: &mut dyn Sink) -> io::Result<()> {
        for piece in &self.template.base.0[self.written..] {
            self.written += 1;
            match piece {
                Piece::Text(text) => out.write_all(text.as_bytes())?,
                Piece::Value(OfBase::Set(value)) => out.write_all(self.of_set(*value).as_bytes())?,
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
            match self.template.excludes(label) {
                None => labels.push(label),
                Some(loss) if pass == 0 => self.report.count(loss),
                Some(_) => {}
            }
        }
        let mut out = io::BufWriter::new(sink);
        Scene::new(self, image).write(&labels, &mut out)?;
        out.flush()
    }

    fn end_pass(&mut self, _: usize, sink: &mut dyn Sink) -> io::Result<()> {
        self.base(sink)
    }

    fn report(&self) -> &Report {
        &self.report
    }
}
