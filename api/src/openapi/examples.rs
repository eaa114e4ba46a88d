//! An example of every body and every answer, made from its schema: it cannot say what the schema does not allow.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::{Components, Content, RefOr, path::Operation};

/// What fields of these names hold, where the schema leaves it open.
const TEXTS: &[(&str, &str)] = &[
    ("annotation", "%%type"),
    ("base", "%%content"),
    ("description", "Two halves, one camera."),
    ("detail", "the image was added"),
    ("display_name", "Ada"),
    ("file_name", "%%imageset.txt"),
    ("location", "Leipzig"),
    ("login_name", "ada"),
    ("name", "Leipzig 2026"),
    ("note", "For the first model."),
    ("path", "cam1/0001.jpg"),
    ("team_name", "Bit-Bots"),
];

/// Bodies of which some fields are needed although each may be left out.
fn whole(schema: &str) -> Option<Value> {
    let one = json!({ "change": { "do": "delete" }, "filter": { "stale": true } });
    match schema {
        "NewPreview" => Some(one),
        "NewBulkChange" => {
            let mut order = one;
            order["seen"] = DIGEST.into();
            Some(order)
        }
        _ => None,
    }
}

const ID: &str = "01927f3a-0000-7000-8000-000000000004";
const TIME: &str = "2026-01-31T12:00:00Z";
const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// Things in things; nothing of ours is nested deeper.
const DEEPEST: usize = 12;

/// Adds them to an operation.
pub fn add(operation: &mut Operation, schemas: &Schemas) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        add_to(&mut body.content, schemas);
    }
    for answer in operation.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer {
            add_to(&mut answer.content, schemas);
        }
    }
}

fn add_to<'a, C>(contents: C, schemas: &Schemas)
where
    C: IntoIterator<Item = (&'a String, &'a mut RefOr<Content>)>,
{
    for (kind, content) in contents {
        // Only JSON is written here; a form has files.
        let is_json = kind == "application/json" || kind.ends_with("+json");
        let RefOr::T(content) = content else { continue };
        if let Some(schema) = content.schema.as_ref().filter(|_| is_json && content.example.is_none()) {
            content.example = schemas.example(&json!(schema), "", 0);
        }
    }
}

/// All schemas by their names.
#[derive(Debug)]
pub struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    pub fn of(components: &Components) -> Self {
        Self(components.schemas.iter().map(|(name, schema)| (name.clone(), json!(schema))).collect())
    }

    /// Nothing, where a schema is nested in itself. `field`: under which name it stands.
    fn example(&self, schema: &Value, field: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return whole(name).or_else(|| self.example(self.0.get(name)?, field, depth + 1));
        }
        if let Some(first) = schema["enum"].get(0) {
            return Some(first.clone());
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            return choices.iter().find_map(|choice| self.example(choice, field, depth + 1));
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter().filter_map(|part| self.example(part, field, depth + 1));
            let fields = parts.filter_map(|part| part.as_object().cloned()).flatten();
            return Some(Value::Object(fields.collect()));
        }
        match kind(schema)? {
            "object" => Some(self.object(schema, depth)),
            "array" => self.list(schema, field, depth),
            "boolean" => Some(false.into()),
            "integer" => {
                Some(schema["default"].as_u64().or(schema["minimum"].as_u64()).unwrap_or(1).max(1).into())
            }
            "number" => Some(10.into()),
            "string" => Some(text(schema, field).into()),
            _ => Some(Value::Null),
        }
    }

    /// Of what may be left out only what is nothing alone is left out: fields that exclude each other.
    fn object(&self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let needed = required.iter().any(|required| *required == name);
            let first = required.is_empty() && object.is_empty();
            if (needed || first || name == "points")
                && let Some(value) = self.example(field, name, depth + 1)
            {
                object.insert(name.clone(), value);
            }
        }
        if let Some(more) = schema.get("additionalProperties").filter(|more| more.is_object())
            && let Some(value) = self.example(more, "pose", depth + 1)
        {
            object.insert("pose".to_owned(), value);
        }
        object.into()
    }

    fn list(&self, schema: &Value, field: &str, depth: usize) -> Option<Value> {
        if field == "points" {
            // The corners of a box: the first kind of shape.
            return Some(json!([[10, 20], [110, 220]]));
        }
        let one = self.example(&schema["items"], field, depth + 1)?;
        let least = schema["minItems"].as_u64().unwrap_or(1).max(1);
        Some((0..least).map(|_| one.clone()).collect())
    }
}

/// The first that is not `null`.
fn kind(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        other => other.as_str(),
    }
}

fn text(schema: &Value, field: &str) -> String {
    let is = |word: &str| field.contains(word);
    match schema["format"].as_str() {
        Some("uuid") => ID.to_owned(),
        Some("date-time") => TIME.to_owned(),
        _ if schema.get("pattern").is_some() || is("digest") || is("sha256") || is("root") => {
            DIGEST.to_owned()
        }
        _ => TEXTS.iter().find(|(name, _)| *name == field).map_or("text", |(_, text)| text).to_owned(),
    }
}
