//! Which of a set's images are shown, as a form that works without scripts.

use askama::Template;
use domain::AnnotationTypeId;

use super::query::{ImageQuery, ONLY};
use crate::filters;

/// The form; `action` is the page that shows the images.
#[derive(Debug, Template)]
#[template(path = "images/_filter.html")]
pub struct Filter {
    pub action: String,
    pub query: ImageQuery,
    /// Types to choose from, with their names.
    pub types: Vec<(AnnotationTypeId, String)>,
    /// Images that pass.
    pub count: i64,
    /// Where those who may mark all of them as being without the type that they lack.
    pub absent: Option<String>,
}

impl Filter {
    fn is_without(&self, id: &AnnotationTypeId) -> bool {
        self.query.without().as_ref() == Some(id)
    }

    fn is_with(&self, id: &AnnotationTypeId) -> bool {
        self.query.with().as_ref() == Some(id)
    }

    fn is_only(&self, word: &str) -> bool {
        self.query.only() == Some(word)
    }
}
