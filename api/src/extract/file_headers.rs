//! What of a file is asked for: `Range`, `If-Range`, `If-None-Match` (RFC 9110).

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use utoipa::openapi::{
    Components, Object, Required,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::Type,
};

use super::described::{Described, add_parameters};

/// The request's headers.
#[derive(Debug)]
pub struct FileHeaders(pub HeaderMap);

impl<S: Send + Sync> FromRequestParts<S> for FileHeaders {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.clone()))
    }
}

impl Described for FileHeaders {
    fn describe(operation: &mut Operation, _: &mut Components) {
        let headers = [
            ("Range", "One range of bytes, such as `bytes=1000-`"),
            ("If-Range", "An `ETag`: the range counts only if the file is still this one"),
            ("If-None-Match", "An `ETag`: answered with 304 if the file is still this one"),
        ];
        let header = |(name, about): (&str, &str)| {
            let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
            let header = header.required(Required::False).description(Some(about));
            header.schema(Some(Object::with_type(Type::String))).build()
        };
        add_parameters(operation, headers.map(header));
    }
}
