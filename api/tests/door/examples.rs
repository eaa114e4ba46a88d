//! Every body and every answer has an example, and each is what its schema allows.

use serde_json::Value;

use crate::limits::document;

/// What is wrong with a value, by the words of JSON Schema that the description uses.
fn wrong(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = document.pointer(reference.trim_start_matches('#'))?;
        return wrong(document, found, value);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = choices.iter().filter(|choice| wrong(document, choice, value).is_none()).count();
        return (fits != 1).then(|| format!("{value} fits {fits} of {}", schema["oneOf"]));
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().find_map(|part| wrong(document, part, value));
    }
    let says = |word: &str| Some(format!("{value}: {word} of {schema}"));
    if schema.get("type").is_some() && !has_type(&schema["type"], value) {
        return says("type");
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        return says("enum");
    }
    match value {
        Value::String(text) => {
            let count = text.chars().count() as u64;
            let is_short = schema["minLength"].as_u64().is_some_and(|least| count < least);
            let is_long = schema["maxLength"].as_u64().is_some_and(|most| count > most);
            let is_id = schema["format"] != "uuid" || text.parse::<uuid::Uuid>().is_ok();
            (is_short || is_long || !is_id).then(|| says("a text")).flatten()
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            let is_low = schema["minimum"].as_f64().is_some_and(|least| number < least);
            let is_high = schema["maximum"].as_f64().is_some_and(|most| number > most);
            (is_low || is_high).then(|| says("a number")).flatten()
        }
        Value::Array(items) => {
            let count = items.len() as u64;
            let is_short = schema["minItems"].as_u64().is_some_and(|least| count < least);
            let is_long = schema["maxItems"].as_u64().is_some_and(|most| count > most);
            let inside = items.iter().find_map(|item| wrong(document, &schema["items"], item));
            if is_short || is_long { says("a list") } else { inside }
        }
        Value::Object(fields) => {
            let missing = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|name| value.get(name.as_str().unwrap()).is_none());
            if missing {
                return says("required");
            }
            fields.iter().find_map(|(name, field)| {
                match (schema["properties"].get(name), &schema["additionalProperties"]) {
                    (Some(known), _) => wrong(document, known, field),
                    (None, Value::Bool(false)) => says(name),
                    (None, more) => wrong(document, more, field),
                }
            })
        }
        _ => None,
    }
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    match wanted {
        Value::Array(kinds) => kinds.iter().any(|kind| has_type(kind, value)),
        kind => match kind.as_str().unwrap() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("{other}"),
        },
    }
}

#[test]
fn every_body_and_answer_in_json_has_an_example_that_its_schema_allows() {
    let document = document();
    let mut seen = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let answers = operation["responses"].as_object().unwrap().values();
            for body in answers.chain(operation.get("requestBody")) {
                let Some(content) = body["content"].as_object() else { continue };
                for (kind, content) in content.iter().filter(|(kind, _)| kind.ends_with("json")) {
                    // The description itself may be anything.
                    if path.ends_with("/openapi.json") && content["schema"].get("$ref").is_none() {
                        continue;
                    }
                    let example = content.get("example");
                    let example = example.unwrap_or_else(|| panic!("{method} {path} {kind} has no example"));
                    assert_eq!(wrong(&document, &content["schema"], example), None, "{method} {path}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn what_the_schema_does_not_allow_is_noticed() {
    let document = document();
    let schema = &document["components"]["schemas"]["NewImageSet"];
    let id = "01927f3a-0000-7000-8000-000000000004";
    let noticed = |value: &Value| wrong(&document, schema, value).is_some();
    assert!(!noticed(&serde_json::json!({"team": id, "name": "x"})));
    for bad in [
        serde_json::json!({"team": id}),
        serde_json::json!({"team": "7", "name": "x"}),
        serde_json::json!({"team": id, "name": ""}),
        serde_json::json!({"team": id, "name": "x".repeat(101)}),
        serde_json::json!({"team": id, "name": 7}),
        serde_json::json!({"team": id, "name": "x", "color": "red"}),
    ] {
        assert!(noticed(&bad), "{bad}");
    }
}
