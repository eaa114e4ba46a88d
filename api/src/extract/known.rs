//! `If-None-Match`: what the client has already, so that it is not sent again.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use utoipa::openapi::{
    Components, Object, Required,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::Type,
};

use super::described::{Described, add_parameters};

/// Tags of what the client has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known(Vec<String>);

impl Known {
    /// Whether the client has what has this tag, quotation marks included.
    pub fn has(&self, tag: &str) -> bool {
        self.0.iter().any(|known| known == "*" || known == tag)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Known {
    type Rejection = Infallible;

    /// A header that cannot be read says nothing: then everything is sent.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let lines = parts.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
        let tags = lines.flat_map(|line| line.split(',')).map(str::trim);
        Ok(Self(tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag).to_owned()).collect()))
    }
}

impl Described for Known {
    fn describe(operation: &mut Operation, _: &mut Components) {
        let header = ParameterBuilder::new()
            .name("If-None-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The `ETag` of what you have: 304, if nothing changed since"))
            .schema(Some(Object::with_type(Type::String)));
        add_parameters(operation, [header.build()]);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn known(lines: &[&str]) -> Known {
        let mut request = Request::builder();
        for line in lines {
            request = request.header(header::IF_NONE_MATCH, *line);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        Known::from_request_parts(&mut parts, &()).await.unwrap()
    }

    #[tokio::test]
    async fn one_of_several_is_enough() {
        assert!(known(&["\"1\", W/\"2\"", "\"3\""]).await.has("\"2\""));
        assert!(known(&["*"]).await.has("\"2\""));
        assert!(!known(&["2"]).await.has("\"2\""));
        assert!(!known(&[]).await.has("\"2\""));
    }
}
