//! Which of a set's images are shown, as a form that works without scripts.

use askama::Template;
use domain::{
    AnnotationTypeId,
    filter::{IMAGE_KEYS, Value},
};

use super::query::ImageQuery;
use crate::filters;

/// The form; `action` is the page that shows the images.
#[derive(Debug, Template)]
#[template(path = "images/_filter.html")]
pub struct ImageFilterForm {
    pub action: String,
    pub query: ImageQuery,
    /// Types to choose from, with their names.
    pub types: Vec<(AnnotationTypeId, String)>,
    /// Images that are found.
    pub count: i64,
    /// Whether the fields are in sight as soon as anything narrows the images.
    pub opens: bool,
    /// Where those who may mark all of them as being without the type that they lack.
    pub absent: Option<String>,
}

impl ImageFilterForm {
    fn is(&self, condition: &str, value: &(impl ToString + ?Sized)) -> bool {
        self.query.text(condition) == value.to_string()
    }

    /// Words for conditions that need no value, and what the menu calls them.
    fn only() -> impl Iterator<Item = (&'static str, &'static str)> {
        let words = IMAGE_KEYS.iter().filter(|key| key.name == "only").flat_map(|key| match key.value {
            Value::Choice(words) => words,
            _ => &[],
        });
        words.map(|(word, says, _)| (*word, *says))
    }
}
