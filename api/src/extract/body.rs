//! A JSON body: 415 when it is none, 400 when it cannot be parsed, 422 when it says something wrong.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use commands::Commands;
use http_body_util::LengthLimitError;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use utoipa::{
    ToSchema,
    openapi::{
        Components, Ref, RefOr, Required, content::ContentBuilder, path::Operation,
        request_body::RequestBodyBuilder,
    },
};

use super::{
    described::{Described, add_schema},
    sentence::Wrong,
};
use crate::Problem;

/// The body, as an object of this kind and nothing else.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Commands> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, commands: &Commands) -> Result<Self, Problem> {
        read_body(request, commands.settings().limits.json_bytes).await.map(Self)
    }
}

/// The same where many things are sent at once.
#[derive(Debug)]
pub struct LargeBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Commands> for LargeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, commands: &Commands) -> Result<Self, Problem> {
        read_body(request, commands.settings().limits.batch_bytes).await.map(Self)
    }
}

impl<T: ToSchema> Described for LargeBody<T> {
    fn describe(operation: &mut Operation, components: &mut Components) {
        Body::<T>::describe(operation, components);
    }
}

async fn read_body<T: DeserializeOwned>(request: Request, limit: u64) -> Result<T, Problem> {
    if !is_json(request.headers()) {
        let detail = "the body must be application/json";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let body = to_bytes(request.into_body(), limit).await.map_err(|error| unread(error, limit))?;
    read_json(&body)
}

impl<T: ToSchema> Described for Body<T> {
    fn describe(operation: &mut Operation, components: &mut Components) {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build();
        let body = RequestBodyBuilder::new().content("application/json", content);
        operation.request_body = Some(RefOr::T(body.required(Some(Required::True)).build()));
        add_schema::<T>(components);
    }
}

/// Too long, or it never came whole.
fn unread(error: axum::Error, limit: usize) -> Problem {
    if error.into_inner().is::<LengthLimitError>() {
        let detail = format!("a JSON body may have at most {limit} bytes");
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "large_body", detail);
    }
    Problem::new(StatusCode::BAD_REQUEST, "broken_body", "the body did not come to its end")
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json"
}

/// An object of this kind and nothing else.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // serde would take a list of a struct's values for the struct.
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let found =
        if object { read(bytes) } else { Err(Problem::invalid("body", "the body must be a JSON object")) };
    found.map_err(|problem| match serde_json::from_slice::<IgnoredAny>(bytes) {
        // What is not JSON at all has no fields to be wrong.
        Err(error) => not_json(&error),
        Ok(_) => problem,
    })
}

fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let detail = match error.classify() {
        Category::Eof if line <= 1 && column == 0 => "the body must be a JSON object; it is empty".to_owned(),
        Category::Eof => "this is not JSON: it ends too early".to_owned(),
        _ => format!("this is not JSON: it cannot be read from line {line}, column {column} on"),
    };
    Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let found = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| wrong(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| wrong(".", &error))?;
    Ok(found)
}

fn wrong(path: &str, error: &serde_json::Error) -> Problem {
    // Only what was read as data can be refused in words of ours.
    let ours = error.classify() == Category::Data;
    let Wrong { field, detail } = Wrong::of(path, &error.to_string(), "body", ours);
    Problem::invalid(field, detail)
}
