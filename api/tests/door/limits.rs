//! What the description says of a field is what is checked: a value just beyond it is refused, and the field is named.

use axum::body::Body;
use fixtures::{Answer, fresh};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::site::Site;

pub fn document() -> Value {
    serde_json::from_str(api::document()).unwrap()
}

/// An operation with a body: method, address, schema of the body and its example.
pub struct WithBody {
    pub method: String,
    pub path: String,
    pub schema: Value,
    pub example: Value,
}

/// All that take JSON.
pub fn with_bodies(document: &Value) -> Vec<WithBody> {
    let mut found = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let content = &operation["requestBody"]["content"]["application/json"];
            if content.is_object() {
                found.push(WithBody {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    schema: content["schema"].clone(),
                    example: content["example"].clone(),
                });
            }
        }
    }
    found
}

pub fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return resolved(document, document.pointer(reference.trim_start_matches('#')).unwrap());
    }
    match schema["oneOf"].as_array() {
        // What may be `null`.
        Some(choices) if choices.len() == 2 && choices[1]["type"] == "null" => {
            resolved(document, &choices[0])
        }
        _ => schema,
    }
}

/// Things that are there, by the names that addresses and bodies have for them.
pub struct Things(Vec<(&'static str, Value)>);

impl Things {
    pub async fn of(site: &Site) -> Self {
        let label = site.drawn(&site.alice, 300).await;
        let other = json!({"name": "goal", "shape": "polygon"});
        let other = site.post(&site.alice, "/annotation-types", &other).await;
        let snapshot = json!({"name": "v1"});
        let snapshot =
            site.post(&site.alice, &format!("/image-sets/{}/snapshots", site.set), &snapshot).await;
        let format = json!({"name": "v0", "base": "%%content", "annotation": "%%type", "file_name": "a.txt"});
        let format = site.post(&site.alice, &format!("/teams/{}/export-formats", site.team), &format).await;
        assert_eq!(format.status, 201, "{format:?}");
        Self(vec![
            ("export_format", format.json()["export_format"].clone()),
            ("team", json!(site.team)),
            ("image_set", json!(site.set)),
            ("image", json!(site.image)),
            ("annotation_type", json!(site.ball)),
            ("annotation", json!(label)),
            ("snapshot", snapshot.json()["snapshot"].clone()),
            // Of which labels are not drawn: it may be made inactive.
            ("{annotation_type}", other.json()["annotation_type"].clone()),
        ])
    }

    fn find(&self, name: &str) -> Value {
        self.0.iter().find(|(known, _)| *known == name).map_or_else(|| json!(fresh()), |(_, id)| id.clone())
    }

    /// The address, of things that are there.
    pub fn address(&self, path: &str) -> String {
        let part = |part: &str| match part.strip_prefix('{') {
            Some(name) => {
                let name = if part == "{annotation_type}" { part } else { name.trim_end_matches('}') };
                self.find(name).as_str().unwrap().to_owned()
            }
            None => part.to_owned(),
        };
        path.trim_start_matches("/api/v1").split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// The example, of things that are there; a label to be is new.
    pub fn in_place(&self, value: &Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| {
                    let is_id = value.as_str().is_some_and(|text| text.parse::<uuid::Uuid>().is_ok());
                    let value = match is_id {
                        true if name == "annotation" => json!(fresh()),
                        true => self.find(name),
                        false => self.in_place(value),
                    };
                    (name.clone(), value)
                })
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.in_place(item)).collect(),
            other => other.clone(),
        }
    }
}

/// As Alice; where a token is not enough, in her browser.
pub async fn ask(site: &Site, method: &str, path: &str, body: &Value) -> Answer {
    let mut request = site.alice.json(method, path, body);
    if path == "/tokens" {
        let cookie = fixtures::cookie(&site.commands, "alice").await;
        request.headers_mut().remove("authorization");
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
    }
    request.headers_mut().insert("if-match", "\"1\"".parse().unwrap());
    site.send(request).await
}

/// Values just beyond what a schema allows, or of another kind.
fn beyond(schema: &Value, example: &Value) -> Vec<Value> {
    let mut values = vec![];
    let number = |word: &str| schema[word].as_u64().map(|number| usize::try_from(number).unwrap());
    let one = example.get(0).cloned().unwrap_or_else(|| json!("x"));
    values.extend(number("maxLength").map(|most| json!("x".repeat(most + 1))));
    values.extend(number("minLength").map(|least| json!("x".repeat(least - 1))));
    values.extend(number("maxItems").map(|most| json!(vec![one.clone(); most + 1])));
    values.extend(number("minItems").map(|least| json!(vec![one.clone(); least - 1])));
    values.extend(number("maxProperties").map(|most| {
        (0..=most).map(|at| (format!("k{at}"), json!("x"))).collect::<serde_json::Map<_, _>>().into()
    }));
    values.extend(schema["maximum"].as_i64().map(|most| json!(most + 1)));
    values.extend(schema["minimum"].as_i64().map(|least| json!(least - 1)));
    if schema.get("pattern").is_some() || schema.get("enum").is_some() || schema.get("format").is_some() {
        values.push(json!("nonesuch"));
    }
    if schema.get("type").is_some() {
        values.push(json!([["nonesuch"]]));
    }
    values
}

/// What a schema allows and no more, where the example leaves it out.
fn least(document: &Value, schema: &Value) -> Value {
    let schema = resolved(document, schema);
    match schema["type"].as_str() {
        _ if schema.get("enum").is_some() => schema["enum"][0].clone(),
        Some("boolean") => json!(false),
        Some("integer") => json!(1),
        Some("string") if schema["format"] == "uuid" => json!(fresh()),
        Some("string") => json!("x"),
        Some("object") => {
            let required =
                schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap());
            required.map(|name| (name.to_owned(), least(document, &schema["properties"][name]))).collect()
        }
        _ => Value::Null,
    }
}

/// Tries each field of an object, and those of objects in it. `put` makes a whole body of a value in this place.
fn each_field(
    document: &Value,
    schema: &Value,
    example: &Value,
    path: &str,
    put: &dyn Fn(Value) -> Value,
    tries: &mut Vec<(String, Value)>,
) {
    let required: Vec<_> =
        schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let field = resolved(document, field);
        let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let with = |value: Value| {
            // What may be left out may exclude each other.
            let kept = |of: &str| required.contains(&of) || required.contains(&name.as_str());
            let fields = example.as_object().into_iter().flatten();
            let mut object: serde_json::Map<_, _> =
                fields.filter(|(of, _)| kept(of)).map(|(of, value)| (of.clone(), value.clone())).collect();
            object.insert(name.clone(), value);
            put(object.into())
        };
        let inside = example.get(name).cloned().unwrap_or_else(|| least(document, field));
        tries.extend(beyond(field, &inside).into_iter().map(|value| (place.clone(), with(value))));
        if field.get("properties").is_some() {
            each_field(document, field, &inside, &place, &with, tries);
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_description_limits_is_refused_just_beyond_and_the_field_is_named(pool: PgPool) {
    let site = Site::new(pool).await;
    let (document, things) = (document(), Things::of(&site).await);
    let mut count = 0;
    for operation in with_bodies(&document) {
        let schema = resolved(&document, &operation.schema);
        let example = things.in_place(&operation.example);
        let mut tries = vec![];
        each_field(&document, schema, &example, "", &|body| body, &mut tries);
        for (field, body) in tries {
            let path = things.address(&operation.path);
            let answer = ask(&site, &operation.method, &path, &body).await;
            let shown: String = body.to_string().chars().take(200).collect();
            let what = format!("{} {} {field}: {shown}: {answer:?}", operation.method, operation.path);
            assert_eq!(answer.status, 422, "{what}");
            let named = answer.json()["field"].as_str().unwrap_or_default().to_owned();
            assert!(
                !named.is_empty()
                    && (named.starts_with(&field) || field.ends_with(&named) || field.starts_with(&named)),
                "{what}"
            );
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}

#[sqlx::test(migrations = "../migrations")]
async fn every_example_of_a_body_can_be_read(pool: PgPool) {
    let site = Site::new(pool).await;
    let (document, things) = (document(), Things::of(&site).await);
    for operation in with_bodies(&document) {
        let (path, body) = (things.address(&operation.path), things.in_place(&operation.example));
        let answer = ask(&site, &operation.method, &path, &body).await;
        let is_read = match answer.status {
            200..300 | 404 | 409 => true,
            // Of things that are not there.
            422 => answer.json()["detail"]
                .as_str()
                .is_some_and(|words| words.contains("there is no such") || words.contains("nobody here")),
            _ => false,
        };
        assert!(is_read, "{} {} {body}: {answer:?}", operation.method, operation.path);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn parameters_are_refused_just_beyond_as_well(pool: PgPool) {
    let site = Site::new(pool).await;
    let (document, things) = (document(), Things::of(&site).await);
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
                if parameter["in"] != "query" {
                    continue;
                }
                let texts = beyond(schema, &Value::Null).into_iter().map(|value| match value {
                    Value::String(text) => text,
                    Value::Number(number) => number.to_string(),
                    _ => "nonesuch".to_owned(),
                });
                for text in
                    texts.filter(|_| schema["type"] != "string" || schema.as_object().unwrap().len() > 1)
                {
                    if schema.get("maxLength").is_some() && text == "nonesuch" {
                        continue;
                    }
                    let needed = if path.ends_with("/diff") && name != "with" { "with=now&" } else { "" };
                    let address = format!("{}?{needed}{name}={text}", things.address(path));
                    let request = site.alice.request(&method.to_uppercase(), &address);
                    let answer = site.send(request.body(Body::empty()).unwrap()).await;
                    if answer.status == 404 {
                        continue;
                    }
                    let what = format!("{method} {address}: {answer:?}");
                    assert_eq!((answer.status, answer.json()["field"].as_str()), (422, Some(name)), "{what}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 50, "{count}");
}
