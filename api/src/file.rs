//! Stored bytes as answers.

use std::time::Duration;

use axum::{
    body::Body,
    http::{self, StatusCode},
    response::Response,
};
use commands::{blobs::BlobError, download::Chunks};
use utoipa::{
    IntoResponses, PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
    },
};

use crate::Problem;

/// How files are answered: whole, in part, or not again.
#[derive(Debug, IntoResponses)]
#[expect(dead_code, reason = "for the description")]
pub enum FileAnswers {
    /// The file
    #[response(status = OK, content_type = "application/octet-stream")]
    Whole(#[to_schema] Bytes),
    /// The part that `Range` asked for
    #[response(status = PARTIAL_CONTENT, content_type = "application/octet-stream")]
    Part(#[to_schema] Bytes),
    /// You have it already
    #[response(status = NOT_MODIFIED)]
    Known,
    /// Nothing that was asked for is there
    #[response(status = RANGE_NOT_SATISFIABLE)]
    Beyond,
}

/// A file's bytes, for the description.
#[derive(Debug)]
pub struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Bytes {}

/// 503 with a word for the operator if the storage does not give the bytes, or gives others.
pub fn streamed(answer: Result<http::Response<Chunks>, BlobError>) -> Result<Response, Problem> {
    match answer {
        Ok(answer) => Ok(answer.map(|chunks| chunks.map_or_else(Body::empty, Body::from_stream))),
        Err(error) => {
            tracing::error!(%error, "a stored file could not be read");
            let detail = "the file cannot be read from the storage at present";
            let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "storage", detail);
            Err(Problem { retry_after: Some(Duration::from_secs(5)), ..problem })
        }
    }
}
