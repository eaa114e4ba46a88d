//! What a library says of its own types is nobody's answer: mistakes of every kind, sent to every operation.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    limits::{Things, document, resolved, with_bodies},
    site::Site,
};

/// Words of serde, uuid, chrono, axum and the standard library.
const LIBRARIES: &[&str] = &[
    " at line ",
    "missing field",
    "duplicate field",
    "unknown field",
    "unknown variant",
    "did not match any variant",
    "invalid type",
    "invalid value",
    "invalid length",
    "invalid digit",
    "expected one of",
    ", expected ",
    "expected value",
    "expected ident",
    "trailing characters",
    "EOF while",
    "UUID parsing",
    "formatted UUID",
    "premature end",
    "input contains",
    "trailing input",
    "out of range",
    "struct ",
    "enum ",
    "identifier",
    "deserialize",
    "Deserialize",
    "number too",
    "empty string",
    "provided string",
    "surrogate",
    "recursion limit",
    "u16",
    "u32",
    "i32",
    "i64",
    "f64",
];

async fn plain(site: &Site, what: &str, request: Request<Body>) {
    let answer = site.send(request).await;
    // 503: the picture of the fixture has no bytes.
    assert!(answer.status < 500 || answer.status == 503, "{what}: {answer:?}");
    if answer.status < 400 || answer.bytes.is_empty() {
        return;
    }
    let problem = answer.json();
    let detail = problem["detail"].as_str().unwrap_or_else(|| panic!("{what}: {answer:?}"));
    for words in LIBRARIES {
        assert!(!detail.contains(words), "{what}: “{words}” in {problem}");
    }
    if problem["code"] == "invalid" {
        assert!(problem["field"].is_string(), "{what}: {problem}");
    }
}

/// Bodies that are wrong in one place each.
fn wrong_bodies(document: &Value, schema: &Value, example: &Value) -> Vec<String> {
    let mut bodies: Vec<String> = [
        "",
        "{",
        "[]",
        "null",
        "7",
        "\"x\"",
        "{\"a\" 1}",
        "{}}",
        "\u{feff}{}",
        "{\"\\ud800\": 1}",
        "{'a': 1}",
    ]
    .map(str::to_owned)
    .into();
    bodies.push(format!("{}{}", "[".repeat(500), "]".repeat(500)));
    let fields = resolved(document, schema)["properties"].as_object().unwrap().keys();
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!("x"),
        json!(""),
        json!([]),
        json!([1]),
        json!([["x"]]),
        json!([{}]),
        json!({}),
        json!({"x": 1}),
        json!({"kind": 7}),
        json!({"kind": "circle", "points": [[1, 2, 3]]}),
        json!({"kind": "point", "points": [["x", {}]]}),
        json!({"do": "dance"}),
        json!({"do": "retype"}),
        json!({"template": "x"}),
    ];
    for field in fields {
        for value in &values {
            let mut body = example.clone();
            body[field] = value.clone();
            bodies.push(body.to_string());
        }
        let mut body = example.clone();
        body.as_object_mut().unwrap().remove(field);
        bodies.push(body.to_string());
        let lone = example.to_string().replacen('{', &format!("{{\"{field}\": \"\\ud800\", "), 1);
        bodies.push(lone);
        let twice = example.to_string().replacen('{', &format!("{{\"{field}\": {}, ", example[field]), 1);
        bodies.push(twice);
    }
    let mut body = example.clone();
    body["color"] = json!("red");
    bodies.push(body.to_string());
    bodies
}

#[sqlx::test(migrations = "../migrations")]
async fn no_answer_to_a_wrong_body_has_words_of_a_library(pool: PgPool) {
    let site = Site::new(pool).await;
    let (document, things) = (document(), Things::of(&site).await);
    for operation in with_bodies(&document) {
        let example = things.in_place(&operation.example);
        let (method, path) = (&*operation.method, things.address(&operation.path));
        for body in wrong_bodies(&document, &operation.schema, &example) {
            let request = site.alice.request(method, &path).header("content-type", "application/json");
            let shown: String = body.chars().take(200).collect();
            let request = request.header("if-match", "\"1\"").body(Body::from(body)).unwrap();
            plain(&site, &format!("{method} {path} {shown}"), request).await;
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn no_answer_to_a_wrong_address_or_header_has_words_of_a_library(pool: PgPool) {
    let site = Site::new(pool).await;
    let (document, things) = (document(), Things::of(&site).await);
    let texts = ["", "x", "-1", "1.5", "99999999999999999999", "2026-13-01", "true", "%ff", "%00", "a,b"];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let (method, address) = (method.to_uppercase(), things.address(path));
            // Nothing is wrong with these headers there, and the answer has no end.
            let is_endless = operation["responses"]["200"]["content"].get("text/event-stream").is_some();
            let send = async |address: &str, header: &str, value: &str| {
                let request = site.alice.request(&method, address).header(header, value);
                let request =
                    request.header("content-type", "application/json").body(Body::from("{}")).unwrap();
                plain(&site, &format!("{method} {address} {header}: {value}"), request).await;
            };
            for text in texts {
                for parameter in operation["parameters"].as_array().into_iter().flatten() {
                    let name = parameter["name"].as_str().unwrap();
                    match parameter["in"].as_str().unwrap() {
                        "path" => {
                            let wrong = path
                                .replace(&format!("{{{name}}}"), if text.is_empty() { "~" } else { text });
                            send(&things.address(&wrong), "x-nothing", "").await;
                        }
                        "query" => send(&format!("{address}?{name}={text}"), "x-nothing", "").await,
                        _ if is_endless => {}
                        _ => send(&address, name, text).await,
                    }
                }
                send(&format!("{address}?nonesuch={text}"), "x-nothing", "").await;
                // Reading takes none, and does not look at it.
                if !is_endless {
                    send(&address, "idempotency-key", text).await;
                }
            }
        }
    }
}
