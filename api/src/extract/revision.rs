//! `If-Match: "3"`: which revision a change was made on.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
};
use utoipa::openapi::{
    Components, Object, Required,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::Type,
};

use super::described::{Described, add_parameters};
use crate::Problem;

/// The revision that the client saw. Without it nobody could tell whether something else is overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(pub u32);

impl<S: Send + Sync> FromRequestParts<S> for Revision {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(given) = parts.headers.get(header::IF_MATCH) else {
            let detail = "name the revision you saw: If-Match: \"REVISION\"";
            let problem = Problem::new(StatusCode::PRECONDITION_REQUIRED, "revision_required", detail);
            return Err(Problem { field: Some("If-Match".to_owned()), ..problem });
        };
        let text = given.to_str().unwrap_or_default().trim();
        let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        // The tag of an answer names what else was so, behind the revision.
        let number = number
            .split_once('-')
            .map_or(number, |(revision, rest)| if is_tail(rest) { revision } else { number });
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let found = digits.then(|| number.parse().ok()).flatten();
        found.map(Self).ok_or_else(|| {
            Problem::invalid("If-Match", "If-Match must be one revision number in quotation marks")
        })
    }
}

/// The position behind the revision in an `ETag`, and whether votes were hidden.
fn is_tail(rest: &str) -> bool {
    let position = rest.strip_suffix("-blind").unwrap_or(rest);
    !position.is_empty() && position.bytes().all(|byte| byte.is_ascii_digit())
}

impl Described for Revision {
    fn describe(operation: &mut Operation, _: &mut Components) {
        let header = ParameterBuilder::new()
            .name("If-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("The revision you saw, in quotation marks; or the `ETag` you were given"))
            .schema(Some(Object::with_type(Type::String)));
        add_parameters(operation, [header.build()]);
    }
}
