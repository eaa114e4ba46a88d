//! Every fact as a sentence. No catch-all: a new event needs its words first.

mod image;
mod image_set;
mod people;
mod written;

use askama::{Template, filters::HtmlSafe};
use domain::Fact;

use super::Words;

/// What somebody did, without his name before it; some of its words lead somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "history/_sentence.html")]
pub struct Sentence(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Link { to: String, text: String },
}

impl HtmlSafe for Sentence {}

pub fn sentence(fact: &Fact, words: &Words) -> Sentence {
    match fact {
        Fact::Account(id, event) => people::of_account(*id, event, words),
        Fact::Team(id, event) => people::of_team(*id, event, words),
        Fact::AnnotationType(id, event) => written::of_annotation_type(*id, event, words),
        Fact::ImageSet(id, event) => image_set::of_image_set(*id, event, words),
        Fact::Image(id, event) => image::of_image(*id, event, words),
        Fact::ExportFormat(id, event) => written::of_export_format(*id, event, words),
        Fact::Snapshot(id, event) => written::of_snapshot(*id, event, words),
        Fact::Transfer(id, event) => written::of_transfer(*id, event, words),
    }
}

impl Sentence {
    pub(super) fn say(text: impl Into<String>) -> Self {
        Self::default().then(text)
    }

    /// `renamed the team A to B`, as far as it is known what it was called.
    pub(super) fn renamed(what: &str, before: Option<&str>, this: (String, String)) -> Self {
        let before = before.map_or_else(String::new, |name| format!(" {name}"));
        Self::say(format!("renamed {what}{before} to ")).link(this)
    }

    #[must_use]
    pub(super) fn then(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Text(text.into()));
        self
    }

    #[must_use]
    pub(super) fn link(mut self, (to, text): (String, String)) -> Self {
        self.0.push(Piece::Link { to, text });
        self
    }

    /// Without its links, for places that can hold only text.
    pub fn plain(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Link { text, .. } => text.as_str(),
            })
            .collect()
    }
}
