//! What texts, numbers and lists may be, added to their descriptions from the constants by which they are judged.

use commands::{MOST_DRAWN, bulk_change::MOST_CHOSEN, desk::LoginName};
use domain::{MAX_NODES, Name, Text, formats::template::MAX_TEMPLATE};
use utoipa::openapi::{
    Components, RefOr, Schema,
    path::{Operation, Parameter},
    schema::{Array, Object},
};

use crate::{
    images::MOST_FIELDS,
    page::{MOST, USUAL},
};

/// What holds for a field of a body, or for a parameter.
#[derive(Debug, Clone, Copy)]
enum Limit {
    /// A line that can be seen.
    Name,
    /// Lines, or none.
    Text,
    Template,
    LoginName,
    /// SHA-256 in hexadecimal digits.
    Digest,
    Number {
        least: usize,
        most: usize,
    },
    Items {
        least: usize,
        most: usize,
    },
    Fields(usize),
}

use Limit::{Digest, Fields, Items, LoginName as Login, Name as Line, Number, Template, Text as Lines};

/// Schema, field, and what holds for it.
const FIELDS: &[(&str, &str, Limit)] = &[
    ("AnnotationTypeChange", "name", Line),
    ("Drawing", "extreme_points", Items { least: 4, most: 4 }),
    ("Drawings", "annotations", Items { least: 1, most: MOST_DRAWN }),
    ("ExportFormatDefinition", "annotation", Template),
    ("ExportFormatDefinition", "base", Template),
    ("ExportFormatDefinition", "file_name", Template),
    ("ExportFormatDefinition", "image", Template),
    ("ExportFormatDefinition", "name", Line),
    ("ExportFormatDefinition", "not_in_image", Template),
    ("ExportFormatDefinition", "vector", Template),
    ("ImageSetChange", "name", Line),
    ("Invitation", "login_name", Login),
    ("Metadata", "metadata", Fields(MOST_FIELDS)),
    ("NewAnnotationType", "name", Line),
    ("NewAnnotationType", "node_count", Number { least: 2, most: MAX_NODES }),
    ("NewBulkChange", "annotations", Items { least: 1, most: MOST_CHOSEN }),
    ("NewBulkChange", "seen", Digest),
    ("NewImageSet", "description", Lines),
    ("NewImageSet", "location", Lines),
    ("NewImageSet", "name", Line),
    ("NewPreview", "annotations", Items { least: 1, most: MOST_CHOSEN }),
    ("NewSnapshot", "name", Line),
    ("NewSnapshot", "note", Lines),
    ("NewToken", "name", Line),
    ("SnapshotTexts", "name", Line),
    ("SnapshotTexts", "note", Lines),
    ("TeamName", "name", Line),
    ("Texts", "description", Lines),
    ("Texts", "location", Lines),
];

/// Adds what holds for the fields of bodies. Panics if the list names what is not there.
pub fn of_fields(components: &mut Components) {
    for (schema, field, limit) in FIELDS {
        let found = components.schemas.get_mut(*schema);
        let Some(RefOr::T(Schema::Object(object))) = found else { panic!("no object is called {schema}") };
        let field = object.properties.get_mut(*field).expect("the list names fields that are there");
        limit.add_to(field);
    }
}

/// Adds what holds for parameters.
pub fn of_parameters(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            of_parameter(parameter);
        }
    }
}

fn of_parameter(parameter: &mut Parameter) {
    let Some(schema) = &mut parameter.schema else { return };
    match parameter.name.as_str() {
        "limit" => {
            Number { least: 1, most: MOST }.add_to(schema);
            if let RefOr::T(Schema::Object(object)) = schema {
                object.default = Some(USUAL.into());
            }
        }
        "search" => most_characters(schema, Name::MAX),
        "tag" => Line.add_to(schema),
        // The revision, or the tag of an answer.
        "If-Match" => pattern(schema, r#"^"?[0-9]+(-[0-9]+(-blind)?)?"?$"#),
        _ => {}
    }
}

impl Limit {
    fn add_to(self, schema: &mut RefOr<Schema>) {
        match (self, schema) {
            (Self::Name, schema) => {
                most_characters(schema, Name::MAX);
                least_characters(schema, 1);
            }
            (Self::Text, schema) => most_characters(schema, Text::MAX),
            (Self::Template, schema) => most_characters(schema, MAX_TEMPLATE),
            (Self::LoginName, schema) => {
                most_characters(schema, LoginName::MAX);
                least_characters(schema, LoginName::MIN);
            }
            (Self::Digest, schema) => pattern(schema, "^[0-9a-f]{64}$"),
            (Self::Number { least, most }, RefOr::T(Schema::Object(object))) => {
                object.minimum = Some(least.into());
                object.maximum = Some(most.into());
            }
            (Self::Items { least, most }, RefOr::T(Schema::Array(array))) => {
                array.min_items = Some(least);
                array.max_items = Some(most);
                if let Some(Array { min_items, max_items, .. }) = inner(array) {
                    // Points have two numbers wherever they stand.
                    (*min_items, *max_items) = (Some(2), Some(2));
                }
            }
            (Self::Fields(most), RefOr::T(Schema::Object(object))) => object.max_properties = Some(most),
            (limit, _) => panic!("{limit:?} is of something else"),
        }
    }
}

fn inner(array: &mut Array) -> Option<&mut Array> {
    match &mut array.items {
        utoipa::openapi::schema::ArrayItems::RefOrSchema(items) => match &mut **items {
            RefOr::T(Schema::Array(points)) => Some(points),
            _ => None,
        },
        utoipa::openapi::schema::ArrayItems::False => None,
    }
}

fn text(schema: &mut RefOr<Schema>) -> &mut Object {
    match schema {
        RefOr::T(Schema::Object(object)) => object,
        _ => panic!("this is no text"),
    }
}

fn most_characters(schema: &mut RefOr<Schema>, most: usize) {
    text(schema).max_length = Some(most);
}

fn least_characters(schema: &mut RefOr<Schema>, least: usize) {
    text(schema).min_length = Some(least);
}

fn pattern(schema: &mut RefOr<Schema>, pattern: &str) {
    text(schema).pattern = Some(pattern.to_owned());
}
