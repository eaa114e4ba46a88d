//! What can be asked of an image.

use super::{
    About, Filter, HiddenVotes, Key, LabelCondition, LabelFilter,
    key::{
        Value::{Choice, Text, Type},
        key,
    },
};
use crate::AnnotationTypeId;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageCondition {
    /// Some label on it meets all of these.
    Has(LabelFilter),
    /// No label on it does.
    HasNo(LabelFilter),
    /// At least so many of these types are missing in the same way.
    Lacks { types: Vec<AnnotationTypeId>, at_least: usize },
    /// The name contains a text, in capitals or not.
    Named(String),
    /// Its metadata have a field; with this value, if one is named.
    Described { field: String, value: Option<String> },
}

use ImageCondition::{Described, Has, Named};

pub const IMAGE_KEYS: &[Key<ImageCondition>] = &[
    key("without", Type(ImageCondition::without), "without {}"),
    key("with", Type(ImageCondition::with), "with {}"),
    key(
        "only",
        Choice(&[
            ("unlabelled", "without labels", |_| ImageCondition::unlabelled()),
            ("unverified", "not verified by me", |by| Has(Filter::of([LabelCondition::WaitsFor(by)]))),
            ("disagreed", "disagreed about", |_| Has(Filter::of([LabelCondition::About(About::Disagreed)]))),
        ]),
        "{}",
    ),
    key("name", Text(|text| Some(Named(text.to_owned()))), "whose name contains {}"),
    key("metadata", Text(described), "with metadata {}"),
];

impl ImageCondition {
    pub fn unlabelled() -> Self {
        Self::HasNo(Filter::default())
    }

    /// Nobody has said where the thing is, nor that it is not there.
    pub fn without(annotation_type: AnnotationTypeId) -> Self {
        Self::HasNo(Filter::of([LabelCondition::Type(annotation_type)]))
    }

    pub fn with(annotation_type: AnnotationTypeId) -> Self {
        Self::Has(Filter::of([LabelCondition::Type(annotation_type)]))
    }
}

impl Filter<ImageCondition> {
    /// The same as far as somebody knows.
    #[must_use]
    pub fn known(self, hidden: &HiddenVotes) -> Self {
        let known = |condition| match condition {
            ImageCondition::Has(labels) => ImageCondition::Has(labels.known(hidden)),
            ImageCondition::HasNo(labels) => ImageCondition::HasNo(labels.known(hidden)),
            condition => condition,
        };
        self.0.into_iter().map(known).collect()
    }
}

/// `field=value`, or `field` alone.
fn described(text: &str) -> Option<ImageCondition> {
    let (field, value) = match text.split_once('=') {
        Some((field, value)) => (field.trim(), Some(value.trim().to_owned())),
        None => (text, None),
    };
    (!field.is_empty()).then(|| Described { field: field.to_owned(), value })
}
