//! The form of an export format: what is typed becomes a definition, and a definition fills the form.

use std::collections::HashMap;

use commands::CommandError;
use domain::{AnnotationTypeId, export_format::FormatDefinition};

use crate::forms;

/// Everything that was typed, by the name of the field.
pub type Fields = HashMap<String, String>;

/// The templates of a format: name, heading, and what it is for.
pub const TEMPLATES: [(&str, &str, &str); 6] = [
    ("base", "File", "Once, around everything: %%content is where the labels go."),
    (
        "image",
        "Image",
        "Once for each image, when labels are gathered by image: %%annotations is where they go.",
    ),
    ("annotation", "Label", "Once for each label that has a place."),
    ("vector", "Node", "Once for each node of a shape, for %%vector."),
    ("not_in_image", "Not in image", "Once for each label that says the thing is not there."),
    ("file_name", "File name", "Name of the file that is downloaded."),
];

/// Browsers end lines with CR LF.
fn typed(fields: &Fields, field: &str) -> String {
    fields.get(field).map(|text| text.replace("\r\n", "\n")).unwrap_or_default()
}

pub fn definition(fields: &Fields) -> Result<FormatDefinition, CommandError> {
    let ids = fields.keys().filter_map(|field| field.strip_prefix("type-")?.parse().ok());
    let mut annotation_types: Vec<AnnotationTypeId> = ids.collect();
    annotation_types.sort_unstable();
    let least = typed(fields, "min_verifications");
    let least = if least.trim().is_empty() { Ok(0) } else { least.trim().parse() };
    Ok(FormatDefinition {
        name: forms::name("name", &typed(fields, "name"))?,
        annotation_types,
        base: typed(fields, "base"),
        image: typed(fields, "image"),
        annotation: typed(fields, "annotation"),
        vector: typed(fields, "vector"),
        not_in_image: typed(fields, "not_in_image"),
        file_name: typed(fields, "file_name"),
        min_verifications: least
            .map_err(|_| CommandError::invalid("min_verifications", "this must be a whole number"))?,
        aggregate_by_image: fields.contains_key("aggregate_by_image"),
        include_blurred: fields.contains_key("include_blurred"),
        include_concealed: fields.contains_key("include_concealed"),
    })
}

pub fn fields(definition: &FormatDefinition) -> Fields {
    let texts = [
        ("name", definition.name.to_string()),
        ("base", definition.base.clone()),
        ("image", definition.image.clone()),
        ("annotation", definition.annotation.clone()),
        ("vector", definition.vector.clone()),
        ("not_in_image", definition.not_in_image.clone()),
        ("file_name", definition.file_name.clone()),
        ("min_verifications", definition.min_verifications.to_string()),
    ];
    let marks = [
        ("aggregate_by_image", definition.aggregate_by_image),
        ("include_blurred", definition.include_blurred),
        ("include_concealed", definition.include_concealed),
    ];
    let checked = marks.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name.to_owned(), "on".to_owned()));
    let types = definition.annotation_types.iter().map(|id| (format!("type-{id}"), "on".to_owned()));
    texts.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(checked).chain(types).collect()
}

/// A format to begin with: one label a line.
pub fn fresh() -> Fields {
    let texts = [
        ("base", "%%content"),
        ("image", "%%imagename: %%annotations"),
        ("annotation", "%%imagename|%%type|{%%vector}"),
        ("vector", "\"x%%count1\":%%x,\"y%%count1\":%%y,"),
        ("not_in_image", "%%imagename|%%type|not in image"),
        ("file_name", "%%imageset.txt"),
        ("min_verifications", "0"),
        ("include_blurred", "on"),
        ("include_concealed", "on"),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_goes_through_the_form_unchanged() {
        let mut typed = fresh();
        typed.insert("name".to_owned(), "Lines".to_owned());
        typed.insert(format!("type-{}", uuid::Uuid::from_u128(3)), "on".to_owned());
        let first = definition(&typed).unwrap();
        assert_eq!(definition(&fields(&first)).unwrap(), first);
        assert_eq!(first.annotation_types.len(), 1);
    }
}
