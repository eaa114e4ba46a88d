//! ImageTagger's template language, in which teams wrote their own formats.
//!
//! Parsed once when a format is saved and once when an export starts; written without keeping anything.

mod definition;
mod flaw;
mod named_set;
mod number;
mod parse;
pub mod placeholder;
mod scene;
mod text;
#[cfg(test)]
mod tests;

pub use self::{
    definition::FormatDefinition,
    flaw::{Fault, Flaw, Place, Unknown},
    text::TextWriter,
};
use self::{
    parse::{Piece, Pieces, parse},
    placeholder::{OfAggregate, OfBase, OfDrawn, OfFileName, OfLabel, OfNode, Placeholder},
};
use super::{Label, Loss, Packaging};
use crate::AnnotationTypeId;

/// How a team's format is stored and sent, with its id.
pub const CODE: &str = "template";

/// How the one text file travels; the format itself says what it is called.
pub const PACKAGING: Packaging = Packaging::file("txt", "text/plain; charset=utf-8");

/// Bytes that one template of a format may have.
pub const MAX_TEMPLATE: usize = 64 * 1024;

/// Each `%%content` is one more pass over all images.
pub const MAX_CONTENTS: usize = 10;

/// An export format, ready to be written in.
#[derive(Debug, Clone)]
pub struct Template {
    base: Pieces<OfBase>,
    image: Pieces<OfAggregate>,
    annotation: Pieces<OfDrawn>,
    vector: Pieces<OfNode>,
    not_in_image: Pieces<OfLabel>,
    file_name: Pieces<OfFileName>,
    /// Empty: every type.
    annotation_types: Vec<AnnotationTypeId>,
    min_verifications: i64,
    aggregate_by_image: bool,
    include_blurred: bool,
    include_concealed: bool,
    unknown: Vec<Unknown>,
}

impl Template {
    pub fn parse(definition: &FormatDefinition) -> Result<Self, Flaw> {
        let mut unknown = vec![];
        let template = Self {
            base: pieces("base", &definition.base, &mut unknown)?,
            image: pieces("image", &definition.image, &mut unknown)?,
            annotation: pieces("annotation", &definition.annotation, &mut unknown)?,
            vector: pieces("vector", &definition.vector, &mut unknown)?,
            not_in_image: pieces("not_in_image", &definition.not_in_image, &mut unknown)?,
            file_name: pieces("file_name", &definition.file_name, &mut unknown)?,
            annotation_types: definition.annotation_types.clone(),
            min_verifications: definition.min_verifications.into(),
            aggregate_by_image: definition.aggregate_by_image,
            include_blurred: definition.include_blurred,
            include_concealed: definition.include_concealed,
            unknown,
        };
        match template.contents() {
            0..=MAX_CONTENTS => Ok(template),
            many => Err(Flaw { field: "base", fault: Fault::TooManyContents(many) }),
        }
    }

    /// What looks like a placeholder and is none: printed as it was typed, and worth a warning.
    pub fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }

    fn contents(&self) -> usize {
        self.base.0.iter().filter(|piece| matches!(piece, Piece::Value(OfBase::Content))).count()
    }

    /// Why the format leaves a label out, if it does.
    fn excludes(&self, label: &Label) -> Option<Loss> {
        let types = &self.annotation_types;
        if !types.is_empty() && !types.contains(&label.annotation_type) {
            Some(Loss::TypeNotSelected)
        } else if label.blurred && !self.include_blurred {
            Some(Loss::Blurred)
        } else if label.concealed && !self.include_concealed {
            Some(Loss::Concealed)
        } else if verifications(label) < self.min_verifications {
            Some(Loss::MinVerifications)
        } else {
            None
        }
    }
}

fn pieces<P: Placeholder>(
    field: &'static str,
    text: &str,
    unknown: &mut Vec<Unknown>,
) -> Result<Pieces<P>, Flaw> {
    let (pieces, slips) = parse(field, text).map_err(|fault| Flaw { field, fault })?;
    unknown.extend(slips);
    Ok(pieces)
}

/// Accepts minus rejects, the author's own included.
fn verifications(label: &Label) -> i64 {
    i64::from(label.accepts) - i64::from(label.rejects)
}
